// A provider that answers at once, in either dialect: what a benchmark measures is then our own work.
// Run as a process of its own; prints its port.
import http from 'node:http';

const EVENTS = 200;
const WORDS = ' token word';

const chat = (fields) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'mock', ...fields })}\n\n`;
const chatDelta = (delta, finish = null) => chat({ choices: [{ index: 0, delta, finish_reason: finish }] });
const chatUsage = { prompt_tokens: 1200, completion_tokens: EVENTS * 2, total_tokens: 1200 + EVENTS * 2 };
const chatRecords = [
  chatDelta({ role: 'assistant', content: '' }),
  ...Array(EVENTS).fill(chatDelta({ content: WORDS })),
  chatDelta({}, 'stop') + chat({ choices: [], usage: chatUsage }) + 'data: [DONE]\n\n',
];

const record = (type, fields) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
const message = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'mock',
  content: [],
  stop_reason: null,
  stop_sequence: null,
};
const messagesRecords = [
  record('message_start', { message: { ...message, usage: { input_tokens: 1200, output_tokens: 1 } } }) +
    record('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
  ...Array(EVENTS).fill(record('content_block_delta', { index: 0, delta: { type: 'text_delta', text: WORDS } })),
  record('content_block_stop', { index: 0 }) +
    record('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: EVENTS * 2 } }) +
    record('message_stop', {}),
];

const server = http.createServer((request, response) => {
  request.resume().once('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const text of request.url.includes('/chat/completions') ? chatRecords : messagesRecords) response.write(text);
    response.end();
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

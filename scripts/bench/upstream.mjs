// A provider that answers at once, in either dialect: what a benchmark measures is then the proxy's own work.
// Run as a process of its own; prints its port. The mark in a request's text chooses the length and the pace of the answer.
import http from 'node:http';
import { readAnswerMark } from './answer-mark.mjs';

const WORDS = ' token word';

const chat = (fields) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', model: 'mock', ...fields })}\n\n`;
const chatDelta = (delta, finish = null) => chat({ choices: [{ index: 0, delta, finish_reason: finish }] });
const record = (type, fields) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;

const dialects = {
  chat: {
    head: chatDelta({ role: 'assistant', content: '' }),
    event: chatDelta({ content: WORDS }),
    tail: (events) =>
      chatDelta({}, 'stop') +
      chat({ choices: [], usage: { prompt_tokens: 1200, completion_tokens: events * 2, total_tokens: 1200 + events * 2 } }) +
      'data: [DONE]\n\n',
  },
  messages: {
    head:
      record('message_start', {
        message: {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          model: 'mock',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 1200, output_tokens: 1 },
        },
      }) + record('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }),
    event: record('content_block_delta', { index: 0, delta: { type: 'text_delta', text: WORDS } }),
    tail: (events) =>
      record('content_block_stop', { index: 0 }) +
      record('message_delta', {
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: events * 2 },
      }) +
      record('message_stop', {}),
  },
};

function answerAtOnce(response, { head, event, tail }, events) {
  response.write(head);
  for (let sent = 0; sent < events; sent += 1) response.write(event);
  response.end(tail(events));
}

function answerSlowly(response, { head, event, tail }, events, pauseMs) {
  let sent = 0;
  response.write(head);
  const timer = setInterval(() => {
    if (sent === events) {
      clearInterval(timer);
      return response.end(tail(events));
    }
    sent += 1;
    response.write(event);
  }, pauseMs);
  response.once('close', () => clearInterval(timer));
}

// Longer than any proxy keeps its connections, or one would be closed under its next request.
const server = http.createServer({ keepAliveTimeout: 300_000 }, (request, response) => {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => {
    const wish = readAnswerMark(Buffer.concat(pieces));
    if (wish === null) return response.writeHead(400).end('The request does not say how to answer it.');
    const dialect = request.url.includes('/chat/completions') ? dialects.chat : dialects.messages;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (wish.pauseMs > 0) answerSlowly(response, dialect, wish.events, wish.pauseMs);
    else answerAtOnce(response, dialect, wish.events);
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));

import type { UpstreamDialect } from '../../../shared/model/provider';
import { sealRedacted } from '../../testing/fake-anthropic-seals';
import type { FakeAnswer } from '../../testing/fake-upstream';
import type { Answer, Question } from './client';
import { modelOf } from './start-stand';

export const WORDS = 'Grüße, 世界! "quoted", a \\ backslash,\n a new line and 👩‍👩‍👧 at the end.';

/** Longer than the records before it: a fault after a few of them strikes in its middle. */
export const LONG_WORDS =
  'A text of so many pieces that it is still on its way when whatever is to happen happens, well before its end.';

export const NASTY = {
  file_path: '/tmp/ä "b"\n\\.txt',
  content: 'if (a < b) { "世界" }\r\n\t👍🏽',
  deep: { list: [1, null, [], {}] },
};

/** 300 KB of what breaks naive escaping and naive cuts. */
export const HUGE = { content: '"\\\n世界👩‍👩‍👧 and {"json": [1]}\t'.repeat(7_000) };

/** Turns of the assistant's reasoning where a provider wants it back: each call has some before it. */
const thought = { type: 'thinking', thinking: 'First I think – a little.' } as const;
const call = (id: string, name: string, input: unknown) => ({ type: 'tool_use', id, name, input }) as const;

export const TOOLS = ['Read', 'Bash', 'List'].map((name) => ({
  name,
  schema: { type: 'object', properties: { file_path: { type: 'string' } } },
}));

/** An answer, and what every client must make of it, whatever the upstream. */
export interface Case {
  name: string;
  question?: Question;
  answer: FakeAnswer;
  expected: Partial<Omit<Answer, 'calls'>> & { calls?: { name: string; input: unknown }[] };
}

export const CASES: Case[] = [
  {
    name: 'text, every character of it',
    answer: { blocks: [{ type: 'text', text: WORDS }], pieceSize: 3 },
    expected: { text: WORDS, calls: [], stop: 'end' },
  },
  {
    name: 'a tool call with awkward arguments',
    question: { tools: TOOLS },
    answer: { blocks: [{ type: 'text', text: 'I look.' }, call('call_a1', 'Read', NASTY)], pieceSize: 5 },
    expected: { text: 'I look.', calls: [{ name: 'Read', input: NASTY }], stop: 'tools' },
  },
  {
    name: 'parallel tool calls',
    question: { tools: TOOLS },
    answer: {
      blocks: [
        call('call_a1', 'Read', { file_path: 'a' }),
        call('call_b2', 'Bash', { file_path: 'b' }),
        call('call_c3', 'Read', NASTY),
      ],
    },
    expected: {
      text: '',
      calls: [
        { name: 'Read', input: { file_path: 'a' } },
        { name: 'Bash', input: { file_path: 'b' } },
        { name: 'Read', input: NASTY },
      ],
      stop: 'tools',
    },
  },
  {
    name: 'a tool call without arguments',
    question: { tools: TOOLS },
    answer: { blocks: [call('call_a1', 'List', {})] },
    expected: { calls: [{ name: 'List', input: {} }], stop: 'tools' },
  },
  {
    name: 'thinking before text',
    question: { effort: 'high' },
    answer: { blocks: [thought, { type: 'text', text: WORDS }] },
    expected: { thinking: thought.thinking, text: WORDS, stop: 'end' },
  },
  {
    name: 'usage with what came from the cache',
    answer: { usage: { input: 40, output: 9, cacheRead: 100 } },
    expected: { usage: { input: 40, output: 9, cacheRead: 100 } },
  },
  {
    name: 'an answer that ran out of tokens',
    question: { maxTokens: 64 },
    answer: { blocks: [{ type: 'text', text: 'Half a sen' }], stopReason: 'max_tokens' },
    expected: { text: 'Half a sen', stop: 'length' },
  },
  {
    name: 'huge arguments',
    question: { tools: TOOLS },
    answer: { blocks: [call('call_a1', 'Read', HUGE)], pieceSize: 8_191 },
    expected: { calls: [{ name: 'Read', input: HUGE }], stop: 'tools' },
  },
];

/** What a stream can be made of on its way without meaning anything else. */
export const WIRES: { name: string; change(records: string[], isSse: boolean): (string | Uint8Array)[] }[] = [
  { name: 'CRLF line ends', change: (records) => records.map((record) => record.replace(/\r?\n/g, '\r\n')) },
  { name: 'a chunk for every byte', change: (records) => [...Buffer.from(records.join(''))].map((byte) => Uint8Array.of(byte)) },
  { name: 'all in one chunk', change: (records) => [records.join('')] },
  {
    name: 'comments and empty lines between its records',
    change: (records, isSse) => records.flatMap((record) => [isSse ? ': still here\n\n' : '\n', record]),
  },
  {
    name: 'no space after its field names',
    change: (records) => records.map((record) => record.replace(/^(event|data): /gm, '$1:')),
  },
];

/** What dialects say when an answer stops for another reason than its end; those that have no word for one stand with why. */
export const STOPS: Record<
  'refusal' | 'stop_sequence',
  { upstream: Record<UpstreamDialect, true | string>; without: Answer['stop'] }
> = {
  refusal: {
    upstream: {
      'anthropic-messages': true,
      'openai-chat': true,
      'openai-responses': true,
      gemini: true,
      ollama: 'its models refuse in words',
    },
    without: 'end',
  },
  stop_sequence: {
    upstream: {
      'anthropic-messages': true,
      'openai-chat': 'finish_reason is stop for both',
      'openai-responses': 'it takes no stop sequences',
      gemini: 'finishReason is STOP for both',
      ollama: 'done_reason is stop for both',
    },
    without: 'end',
  },
};

/** Pieces of two calls in turn, as far as a dialect can send them so. */
export const INTERLEAVED: Record<UpstreamDialect, string[] | string> = {
  'anthropic-messages': 'its grammar forbids it: one block at a time',
  gemini: 'its calls come whole',
  ollama: 'its calls come whole',
  'openai-chat': chatInterleaved(),
  'openai-responses': responsesInterleaved(),
};

export const INTERLEAVED_CALLS = [
  { name: 'Read', input: { file_path: 'one "1"' } },
  { name: 'Bash', input: { file_path: 'two' } },
];

function chatInterleaved(): string[] {
  const chunk = (delta: object, finish: string | null = null, usage?: object) =>
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }], ...usage })}\n\n`;
  const piece = (index: number, json: string, head: object = {}) =>
    chunk({
      tool_calls: [
        { index, ...head, function: { ...('id' in head && { name: index === 0 ? 'Read' : 'Bash' }), arguments: json } },
      ],
    });
  return [
    chunk({ role: 'assistant', content: '' }),
    piece(0, '', { id: 'call_a1', type: 'function' }),
    piece(1, '', { id: 'call_b2', type: 'function' }),
    piece(0, '{"file_path":'),
    piece(1, '{"file_'),
    piece(0, '"one \\"1\\""'),
    piece(1, 'path":"two"}'),
    piece(0, '}'),
    chunk({}, 'tool_calls', { usage: { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 } }),
    'data: [DONE]\n\n',
  ];
}

function responsesInterleaved(): string[] {
  const item = (at: number, json: string, status: string) => ({
    id: `fc_${at}`,
    type: 'function_call',
    status,
    call_id: at === 0 ? 'call_a1' : 'call_b2',
    name: at === 0 ? 'Read' : 'Bash',
    arguments: json,
  });
  const json = ['{"file_path":"one \\"1\\""}', '{"file_path":"two"}'] as const;
  const place = (at: number) => ({ output_index: at, item_id: `fc_${at}` });
  const delta = (at: number, text: string) => ({ type: 'response.function_call_arguments.delta', ...place(at), delta: text });
  const response = (status: string, output: object[]) => ({
    id: 'resp_1',
    object: 'response',
    status,
    output,
    incomplete_details: null,
    error: null,
    usage: {
      input_tokens: 5,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 5,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 10,
    },
  });
  const events: object[] = [
    { type: 'response.created', response: response('in_progress', []) },
    { type: 'response.output_item.added', output_index: 0, item: item(0, '', 'in_progress') },
    { type: 'response.output_item.added', output_index: 1, item: item(1, '', 'in_progress') },
    delta(0, json[0].slice(0, 9)),
    delta(1, json[1].slice(0, 4)),
    delta(0, json[0].slice(9)),
    delta(1, json[1].slice(4)),
    { type: 'response.function_call_arguments.done', ...place(1), arguments: json[1] },
    { type: 'response.output_item.done', output_index: 1, item: item(1, json[1], 'completed') },
    { type: 'response.function_call_arguments.done', ...place(0), arguments: json[0] },
    { type: 'response.output_item.done', output_index: 0, item: item(0, json[0], 'completed') },
    {
      type: 'response.completed',
      response: response('completed', [item(0, json[0], 'completed'), item(1, json[1], 'completed')]),
    },
  ];
  return events.map(
    (event, number) =>
      `event: ${(event as { type: string }).type}\ndata: ${JSON.stringify({ ...event, sequence_number: number })}\n\n`,
  );
}

/** The first turn of a tool loop, and the mark by which each upstream knows its own reasoning again. */
export const LOOP: FakeAnswer = {
  blocks: [
    thought,
    { type: 'text', text: 'I read both.' },
    call('call_a1b2c3d4', 'Read', { file_path: 'a' }),
    call('call_e5f6g7h8', 'Bash', {}),
  ],
};

export const REPLAYED: Record<UpstreamDialect, string> = {
  'anthropic-messages': '"signature":"FakeSig.',
  'openai-chat': '"reasoning_content":"First I think – a little."',
  'openai-responses': '"encrypted_content":"gAAAAfake.gpt-5.6-sol.',
  gemini: '"thoughtSignature":"',
  ollama: '"thinking":"First I think – a little."',
};

/** Reasoning that is hidden from everybody but its maker: only Anthropic's API has blocks of it. */
export const REDACTED = sealRedacted(modelOf('anthropic'));

export function redactedRecords(): string[] {
  const record = (type: string, fields: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  const usage = { input_tokens: 5, output_tokens: 5, cache_read_input_tokens: 0, cache_creation_input_tokens: 0 };
  const head = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  };
  const tool = { type: 'tool_use', id: 'toolu_1', name: 'Read', input: {} };
  return [
    record('message_start', { message: head }),
    record('content_block_start', { index: 0, content_block: { type: 'redacted_thinking', data: REDACTED } }),
    record('content_block_stop', { index: 0 }),
    record('content_block_start', { index: 1, content_block: tool }),
    record('content_block_delta', { index: 1, delta: { type: 'input_json_delta', partial_json: '{"file_path":"a"}' } }),
    record('content_block_stop', { index: 1 }),
    record('message_delta', { delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { output_tokens: 5 } }),
    record('message_stop'),
  ];
}

/** Streams as servers send them that do not play by the book, written by hand where no fake would. */

/** A chat stream of these deltas. */
export function chatRecords(deltas: object[], finish: string | null, more: object = {}): string[] {
  const chunk = (fields: object) =>
    `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm', ...fields })}\n\n`;
  return [
    ...deltas.map((delta) => chunk({ choices: [{ index: 0, delta, finish_reason: null }] })),
    chunk({
      choices: [{ index: 0, delta: {}, finish_reason: finish }],
      usage: { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 },
      ...more,
    }),
    'data: [DONE]\n\n',
  ];
}

export interface MessagesBlock {
  start: object;
  deltas: object[];
}

/** A Messages stream of these blocks. */
export function messagesRecords(
  blocks: MessagesBlock[],
  stopReason: string,
  usage: { start?: object; end?: object } = {},
): string[] {
  const record = (type: string, fields: object = {}) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
  const message = {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [],
    stop_reason: null,
    stop_sequence: null,
  };
  const zero = { input_tokens: 5, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: 1 };
  return [
    record('message_start', { message: { ...message, usage: usage.start ?? zero } }),
    ...blocks.flatMap(({ start, deltas }, index) => [
      record('content_block_start', { index, content_block: start }),
      ...deltas.map((delta) => record('content_block_delta', { index, delta })),
      record('content_block_stop', { index }),
    ]),
    record('message_delta', {
      delta: { stop_reason: stopReason, stop_sequence: null },
      usage: usage.end ?? { output_tokens: 5 },
    }),
    record('message_stop'),
  ];
}

export interface ResponsesCall {
  name: string;
  json: string;
  /** Where the arguments come for the first time. */
  where: 'deltas' | 'arguments.done' | 'item.done' | 'completed';
}

/** A Responses stream of these calls, all announced first; `pieces` are the deltas, as place in the output and text. */
export function responsesRecords(calls: ResponsesCall[], pieces: [number, string][] = []): string[] {
  const item = ({ name }: ResponsesCall, at: number, json: string) => ({
    id: `fc_${at}`,
    type: 'function_call',
    status: json === '' ? 'in_progress' : 'completed',
    call_id: `call_${at}`,
    name,
    arguments: json,
  });
  const whole = calls.map((call, at) => item(call, at, call.json));
  const usage = {
    input_tokens: 5,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 5,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 10,
  };
  const response = (status: string, output: object[]) => ({
    id: 'resp_1',
    object: 'response',
    status,
    output,
    incomplete_details: null,
    error: null,
    usage,
  });
  const ends = calls.flatMap(({ json, where }, at): object[] => {
    const place = { output_index: at, item_id: `fc_${at}` };
    const done = where === 'deltas' || where === 'arguments.done';
    return [
      ...(done ? [{ type: 'response.function_call_arguments.done', ...place, arguments: json }] : []),
      ...(where === 'completed' ? [] : [{ type: 'response.output_item.done', ...place, item: whole[at] }]),
    ];
  });
  const events: object[] = [
    { type: 'response.created', response: response('in_progress', []) },
    ...calls.map((call, at) => ({ type: 'response.output_item.added', output_index: at, item: item(call, at, '') })),
    ...pieces.map(([at, delta]) => ({
      type: 'response.function_call_arguments.delta',
      output_index: at,
      item_id: `fc_${at}`,
      delta,
    })),
    ...ends,
    { type: 'response.completed', response: response('completed', whole) },
  ];
  return events.map((event, number) => {
    const { type } = event as { type: string };
    return `event: ${type}\ndata: ${JSON.stringify({ ...event, sequence_number: number })}\n\n`;
  });
}

import { demand, readRecords, ToldFailure, type Answer, type Client, type Turn, type Wire } from './client';

/** A client of Chat Completions that keeps reasoning and hands it back. */
export const chatClient: Client = {
  dialect: 'openai-chat',
  path: '/v1/chat/completions',
  body: (model, question, stream) => ({
    model,
    stream,
    ...(stream && { stream_options: { include_usage: true } }),
    ...(question.maxTokens !== undefined && { max_tokens: question.maxTokens }),
    messages: [
      ...(question.system === undefined ? [] : [{ role: 'system', content: question.system }]),
      ...(question.turns ?? [{ role: 'user', text: 'Hello.' } as const]).flatMap(writeTurn),
    ],
    ...(question.tools && {
      tools: question.tools.map(({ name, description, schema }) => ({
        type: 'function',
        function: { name, ...(description && { description }), parameters: schema ?? { type: 'object', properties: {} } },
      })),
    }),
    ...(question.stop && { stop: question.stop }),
    ...(question.effort && { reasoning_effort: question.effort }),
    ...question.more,
  }),
  readStream,
  readWhole(body) {
    const { choices, usage, object } = body as Wire;
    demand(object === 'chat.completion' && choices.length === 1, 'the answer is no chat completion');
    return toAnswer(choices[0].message, choices[0].finish_reason, usage);
  },
};

function writeTurn(turn: Turn): Wire[] {
  switch (turn.role) {
    case 'user':
      return [
        {
          role: 'user',
          content: turn.image === undefined ? turn.text : [writeImage(turn.image), { type: 'text', text: turn.text }],
        },
      ];
    case 'system':
      return [{ role: 'system', content: turn.text }];
    case 'assistant':
      return turn.answer.wire as Wire[];
    case 'results':
      // A tool message holds text only, so a client shows an image afterwards.
      return [
        ...turn.results.map(({ id, text }) => ({ role: 'tool', tool_call_id: id, content: text })),
        ...turn.results.flatMap(({ image }) => (image === undefined ? [] : [{ role: 'user', content: [writeImage(image)] }])),
      ];
  }
}

function writeImage(data: string): Wire {
  return { type: 'image_url', image_url: { url: `data:image/png;base64,${data}` } };
}

/** Chunks of one completion: the role first, one finish reason, the usage behind it, [DONE] last. */
function readStream(text: string): Answer {
  const message: Wire = { role: 'assistant', content: '' };
  const calls: Wire[] = [];
  let finish: string | null = null;
  let usage: Wire | null = null;
  let done = false;
  let id: unknown;
  for (const { data } of readRecords(text)) {
    demand(!done, 'a record came after [DONE]');
    if (data === '[DONE]') {
      done = true;
      continue;
    }
    const chunk = JSON.parse(data) as Wire;
    if (chunk.error) throw new ToldFailure(chunk.error.message);
    demand(chunk.object === 'chat.completion.chunk', `a record of ${chunk.object}`);
    demand(id === undefined || id === chunk.id, 'the id changed');
    id = chunk.id;
    if (chunk.usage) usage = chunk.usage;
    const [choice] = chunk.choices as Wire[];
    if (choice === undefined) {
      demand(finish !== null, 'a chunk without choices before the finish');
      continue;
    }
    demand(finish === null, 'a delta came after the finish reason');
    // Moonshot's place for it.
    if (choice.usage) usage = choice.usage;
    const { delta } = choice as { delta: Wire };
    if (typeof delta.content === 'string') message.content += delta.content;
    if (typeof delta.reasoning_content === 'string')
      message.reasoning_content = (message.reasoning_content ?? '') + delta.reasoning_content;
    if (delta.reasoning_details) message.reasoning_details = [...(message.reasoning_details ?? []), ...delta.reasoning_details];
    for (const piece of (delta.tool_calls ?? []) as Wire[]) addPiece(calls, piece);
    finish = choice.finish_reason ?? null;
  }
  demand(done, 'the stream ended without [DONE]');
  demand(finish !== null, 'the stream ended without a finish reason');
  demand(usage !== null, 'the usage that was asked for did not come');
  if (calls.length > 0) message.tool_calls = calls;
  if (calls.length > 0 && message.content === '') message.content = null;
  return toAnswer(message, finish, usage);
}

/** A call begins with its id and name under the next number, and every piece says which call it belongs to. */
function addPiece(calls: Wire[], { index, id, type, function: called }: Wire): void {
  demand(Number.isInteger(index) && index <= calls.length, `call ${index} begins while there are ${calls.length}`);
  if (index === calls.length) {
    demand(id && type === 'function' && called?.name, `call ${index} begins without its id and name`);
    calls.push({ id, type, function: { name: called.name, arguments: called.arguments ?? '' } });
    return;
  }
  calls[index]!.function.arguments += called?.arguments ?? '';
}

const STOPS: Record<string, Answer['stop']> = { stop: 'end', tool_calls: 'tools', length: 'length', content_filter: 'refusal' };

function toAnswer(message: Wire, finish: string, usage: Wire): Answer {
  demand(message.role === 'assistant', 'the message is not the assistant’s');
  const stop = STOPS[finish];
  demand(stop !== undefined, `finish_reason ${finish} is none`);
  const calls = (message.tool_calls ?? []) as Wire[];
  for (const { function: called } of calls) JSON.parse(called.arguments);
  const cached: number = usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? usage.cached_tokens ?? 0;
  // What OpenAI's own clients drop of a message is left out by this one as well.
  const { refusal: _refusal, annotations: _annotations, ...kept } = message;
  return {
    text: message.content ?? '',
    thinking: message.reasoning_content ?? '',
    calls: calls.map(({ id, function: called }) => ({ id, name: called.name, json: called.arguments })),
    stop,
    usage: { input: usage.prompt_tokens - cached, output: usage.completion_tokens, cacheRead: cached },
    wire: [kept],
  };
}

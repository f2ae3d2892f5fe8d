import { demand, readRecords, ToldFailure, type Answer, type Client, type Question, type Turn, type Wire } from './client';

/** A client of the Messages API, such as Claude Code. */
export const messagesClient: Client = {
  dialect: 'anthropic-messages',
  path: '/v1/messages',
  body: (model, question, stream) => ({
    model,
    max_tokens: question.maxTokens ?? 1024,
    stream,
    messages: (question.turns ?? [{ role: 'user', text: 'Hello.' }]).map(writeTurn),
    ...(question.system !== undefined && { system: [{ type: 'text', text: question.system }] }),
    ...(question.tools && { tools: question.tools.map(writeTool) }),
    ...(question.stop && { stop_sequences: question.stop }),
    ...(question.effort && { thinking: { type: 'adaptive' }, output_config: { effort: question.effort } }),
    ...question.more,
  }),
  readStream,
  readWhole: (body) => toAnswer(body as Wire),
};

function writeTool({ name, description, schema }: NonNullable<Question['tools']>[number]): Wire {
  return { name, ...(description && { description }), input_schema: schema ?? { type: 'object', properties: {} } };
}

function writeImage(data: string | undefined): Wire[] {
  return data === undefined ? [] : [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data } }];
}

function writeTurn(turn: Turn): Wire {
  switch (turn.role) {
    case 'user':
      return { role: 'user', content: [...writeImage(turn.image), { type: 'text', text: turn.text }] };
    case 'system':
      return { role: 'system', content: turn.text };
    case 'assistant':
      return { role: 'assistant', content: turn.answer.wire };
    case 'results':
      return {
        role: 'user',
        content: turn.results.map(({ id, text, image }) => ({
          type: 'tool_result',
          tool_use_id: id,
          content: [{ type: 'text', text }, ...writeImage(image)],
        })),
      };
  }
}

const DELTA_OF: Record<string, string[]> = {
  text: ['text_delta', 'citations_delta'],
  thinking: ['thinking_delta', 'signature_delta'],
  tool_use: ['input_json_delta'],
  server_tool_use: ['input_json_delta'],
};

/** Anthropic's stream grammar: blocks one after the other, one message_delta, message_stop last. */
function readStream(text: string): Answer {
  const blocks: Wire[] = [];
  let head: Wire | null = null;
  let ending: Wire | null = null;
  let stopped = false;
  let open: { block: Wire; json: string; deltas: number } | null = null;
  for (const { event, data } of readRecords(text)) {
    const record = JSON.parse(data) as Wire;
    demand(event !== undefined && event === record.type, `a record of ${record.type} is named ${event}`);
    demand(!stopped, `${event} came after message_stop`);
    if (event === 'ping') continue;
    if (event === 'error') throw new ToldFailure(record.error.message);
    demand((head === null) === (event === 'message_start'), `${event} came at the wrong end of the stream`);
    switch (event) {
      case 'message_start':
        head = record.message as Wire;
        demand(head.role === 'assistant' && head.content.length === 0, 'message_start is no beginning');
        break;
      case 'content_block_start': {
        demand(open === null && ending === null && record.index === blocks.length, `block ${record.index} opened out of turn`);
        const block = { ...record.content_block } as Wire;
        const empty =
          block.type === 'text' ? block.text : block.type === 'thinking' ? block.thinking : JSON.stringify(block.input ?? {});
        demand(empty === '' || empty === '{}', `block ${record.index} of ${block.type} begins with content`);
        open = { block, json: '', deltas: 0 };
        break;
      }
      case 'content_block_delta': {
        demand(open !== null && record.index === blocks.length, `a delta for block ${record.index}, which is not open`);
        const { block } = open;
        const { delta } = record as { delta: Wire };
        demand(DELTA_OF[block.type]?.includes(delta.type), `a ${delta.type} in a block of ${block.type}`);
        demand(!block.signature || delta.type !== 'thinking_delta', 'thinking after its signature');
        if (delta.type === 'text_delta') block.text += delta.text;
        if (delta.type === 'thinking_delta') block.thinking += delta.thinking;
        if (delta.type === 'signature_delta') block.signature = delta.signature;
        if (delta.type === 'input_json_delta') open.json += delta.partial_json;
        open.deltas += 1;
        break;
      }
      case 'content_block_stop': {
        demand(open !== null && record.index === blocks.length, `block ${record.index} stopped without being open`);
        const { block, json } = open;
        demand(block.type !== 'text' || block.text !== '', 'a block of text is empty');
        if (block.type === 'tool_use' || block.type === 'server_tool_use') {
          block.json = json === '' ? '{}' : json;
          block.input = JSON.parse(block.json);
        }
        blocks.push(block);
        open = null;
        break;
      }
      case 'message_delta':
        demand(open === null && ending === null, 'message_delta in the middle or for the second time');
        ending = record;
        break;
      case 'message_stop':
        demand(ending !== null, 'message_stop without a message_delta');
        stopped = true;
        break;
      default:
        throw new Error(`an unknown event ${event}`);
    }
  }
  demand(stopped && ending !== null && head !== null, 'the stream ended without message_stop');
  return toAnswer({ ...head, content: blocks, ...ending.delta, usage: { ...head.usage, ...ending.usage } });
}

const STOPS: Record<string, Answer['stop']> = {
  end_turn: 'end',
  tool_use: 'tools',
  max_tokens: 'length',
  refusal: 'refusal',
  stop_sequence: 'stop-sequence',
};

function toAnswer({ content, stop_reason: reason, usage, type }: Wire): Answer {
  demand(type === 'message', 'the answer is no message');
  const ofType = (wanted: string) => content.filter((block: Wire) => block.type === wanted) as Wire[];
  const stop = STOPS[reason];
  demand(stop !== undefined, `stop_reason ${reason} is none`);
  return {
    text: ofType('text')
      .map(({ text }) => text)
      .join(''),
    thinking: ofType('thinking')
      .map(({ thinking }) => thinking)
      .join(''),
    calls: ofType('tool_use').map(({ id, name, input, json }) => ({ id, name, json: json ?? JSON.stringify(input) })),
    stop,
    usage: { input: usage.input_tokens, output: usage.output_tokens, cacheRead: usage.cache_read_input_tokens },
    wire: content.map(({ json: _own, ...block }: Wire) => block),
  };
}

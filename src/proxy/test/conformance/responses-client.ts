import { demand, readRecords, ToldFailure, type Answer, type Client, type Turn, type Wire } from './client';

/** A client of the Responses API that keeps the conversation itself, such as Codex. */
export const responsesClient: Client = {
  dialect: 'openai-responses',
  path: '/v1/responses',
  body: (model, question, stream) => ({
    model,
    stream,
    store: false,
    include: ['reasoning.encrypted_content'],
    ...(question.maxTokens !== undefined && { max_output_tokens: question.maxTokens }),
    ...(question.system !== undefined && { instructions: question.system }),
    input: (question.turns ?? [{ role: 'user', text: 'Hello.' } as const]).flatMap(writeTurn),
    ...(question.tools && {
      tools: question.tools.map(({ name, description, schema }) => ({
        type: 'function',
        name,
        ...(description && { description }),
        parameters: schema ?? { type: 'object', properties: {} },
        strict: false,
      })),
    }),
    reasoning: { ...(question.effort && { effort: question.effort }), summary: 'auto' },
    ...question.more,
  }),
  readStream,
  readWhole: (body) => toAnswer(body as Wire),
};

function writeImage(data: string | undefined): Wire[] {
  return data === undefined ? [] : [{ type: 'input_image', detail: 'auto', image_url: `data:image/png;base64,${data}` }];
}

function writeTurn(turn: Turn): Wire[] {
  switch (turn.role) {
    case 'user':
      return [{ role: 'user', content: [...writeImage(turn.image), { type: 'input_text', text: turn.text }] }];
    case 'system':
      return [{ role: 'developer', content: turn.text }];
    case 'assistant':
      return turn.answer.wire as Wire[];
    case 'results':
      return turn.results.map(({ id, text, image }) => ({
        type: 'function_call_output',
        call_id: id,
        output: image === undefined ? text : [{ type: 'input_text', text }, ...writeImage(image)],
      }));
  }
}

/** The field of an item that a delta adds to. */
const DELTAS: Record<string, (item: Wire, data: Wire) => void> = {
  'response.output_text.delta': (item, { content_index: at, delta }) => void (item.content[at].text += delta),
  'response.refusal.delta': (item, { content_index: at, delta }) => void (item.content[at].refusal += delta),
  'response.reasoning_summary_text.delta': (item, { summary_index: at, delta }) => void (item.summary[at].text += delta),
  'response.function_call_arguments.delta': (item, { delta }) => void (item.arguments += delta),
  'response.content_part.added': (item, { content_index: at, part }) => void (item.content[at] = structuredClone(part)),
  'response.reasoning_summary_part.added': (item, { summary_index: at, part }) => void (item.summary[at] = structuredClone(part)),
};

/** Events are named and numbered, items told under their place in the output, and what their ends hold is what came in pieces. */
function readStream(text: string): Answer {
  const items: { item: Wire; done: boolean }[] = [];
  let final: Wire | null = null;
  let failed: string | null = null;
  for (const [place, { event, data }] of readRecords(text).entries()) {
    const record = JSON.parse(data) as Wire;
    demand(event !== undefined && event === record.type, `a record of ${record.type} is named ${event}`);
    if (event === 'error') {
      failed = record.error?.message ?? record.message;
      continue;
    }
    // A failure that the proxy tells behind another server's events has numbers of its own; no client reads them.
    if (event === 'response.failed') throw new ToldFailure(failed ?? record.response.error.message);
    demand(record.sequence_number === place, `event ${place} has the number ${record.sequence_number}`);
    demand((place === 0) === (event === 'response.created'), `${event} came as number ${place}`);
    demand(final === null && failed === null, `${event} came after the end`);
    if (event === 'response.completed' || event === 'response.incomplete') {
      final = record.response as Wire;
      continue;
    }
    if (record.output_index === undefined) continue;
    if (event === 'response.output_item.added') {
      demand(record.output_index === items.length, `item ${record.output_index} begins while there are ${items.length}`);
      items.push({ item: structuredClone(record.item), done: false });
      continue;
    }
    const open = items[record.output_index];
    demand(open && !open.done, `${event} for item ${record.output_index}, which is not open`);
    DELTAS[event]?.(open.item, record);
    if (event === 'response.output_item.done') {
      demand(contentOf(open.item) === contentOf(record.item), `item ${record.output_index} ended as another than its pieces`);
      open.item = record.item;
      open.done = true;
    }
  }
  if (failed !== null) throw new ToldFailure(failed);
  demand(final !== null, 'the stream ended without its last event');
  demand(
    items.every(({ done }) => done),
    'an item never ended',
  );
  demand(JSON.stringify(final.output) === JSON.stringify(items.map(({ item }) => item)), 'the output is another than its items');
  return toAnswer(final);
}

function contentOf({ content, summary, arguments: json }: Wire): string {
  const texts = (list: Wire[] = []) => list.map(({ text, refusal }) => text ?? refusal);
  return JSON.stringify([texts(content), texts(summary), json]);
}

function toAnswer({ object, output, status, incomplete_details: incomplete, usage }: Wire): Answer {
  demand(object === 'response' && (status === 'completed' || status === 'incomplete'), `the answer is ${status}`);
  const ofType = (type: string) => output.filter((item: Wire) => item.type === type) as Wire[];
  const parts = ofType('message').flatMap(({ content }) => content as Wire[]);
  const calls = ofType('function_call');
  for (const { arguments: json } of calls) JSON.parse(json);
  const declined = incomplete?.reason === 'content_filter' || parts.some(({ type }) => type === 'refusal');
  const cached: number = usage.input_tokens_details.cached_tokens;
  return {
    text: parts.map(({ text, refusal }) => text ?? refusal).join(''),
    thinking: ofType('reasoning')
      .flatMap(({ summary }) => summary.map(({ text }: Wire) => text))
      .join(''),
    calls: calls.map(({ call_id: id, name, arguments: json }) => ({ id, name, json })),
    stop: declined ? 'refusal' : status === 'incomplete' ? 'length' : calls.length > 0 ? 'tools' : 'end',
    usage: { input: usage.input_tokens - cached, output: usage.output_tokens, cacheRead: cached },
    wire: output,
  };
}

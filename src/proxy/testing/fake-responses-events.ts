import { pieces } from './fake-rules';

// What is written is JSON; each test looks at the parts that it is about.
type Json = Record<string, unknown>;

/** The events of one output item of a Responses stream, from its announcement to its end; `size` is that of a piece in characters. */
export function itemEvents(item: Json, output_index: number, size: number | undefined): Json[] {
  const at = { item_id: item.id, output_index };
  const begun = { ...item, ...('status' in item && { status: 'in_progress' }) };
  const inside = (unfinished: Json, events: Json[]): Json[] => [
    { type: 'response.output_item.added', output_index, item: { ...begun, ...unfinished } },
    ...events,
    { type: 'response.output_item.done', output_index, item },
  ];
  switch (item.type) {
    case 'reasoning':
      return inside(
        { summary: [] },
        (item.summary as Json[]).flatMap((part, index) => summaryEvents(part, { ...at, summary_index: index }, size)),
      );
    case 'function_call': {
      const json = String(item.arguments);
      return inside({ arguments: '' }, [
        ...pieces(json, size).map((delta) => ({ type: 'response.function_call_arguments.delta', ...at, delta })),
        { type: 'response.function_call_arguments.done', ...at, arguments: json },
      ]);
    }
    case 'custom_tool_call': {
      const input = String(item.input);
      return inside({ input: '' }, [
        ...pieces(input, size).map((delta) => ({ type: 'response.custom_tool_call_input.delta', ...at, delta })),
        { type: 'response.custom_tool_call_input.done', ...at, input },
      ]);
    }
    case 'web_search_call':
      return inside(
        {},
        ['in_progress', 'searching', 'completed'].map((step) => ({ type: `response.web_search_call.${step}`, ...at })),
      );
    default:
      return inside({ content: [] }, partEvents((item.content as Json[])[0] ?? {}, { ...at, content_index: 0 }, size));
  }
}

function summaryEvents(part: Json, at: Json, size: number | undefined): Json[] {
  const text = String(part.text);
  return [
    { type: 'response.reasoning_summary_part.added', ...at, part: { ...part, text: '' } },
    ...pieces(text, size).map((delta) => ({ type: 'response.reasoning_summary_text.delta', ...at, delta })),
    { type: 'response.reasoning_summary_text.done', ...at, text },
    { type: 'response.reasoning_summary_part.done', ...at, part },
  ];
}

function partEvents(part: Json, at: Json, size: number | undefined): Json[] {
  if (part.type === 'refusal') {
    const refusal = String(part.refusal);
    return [
      { type: 'response.content_part.added', ...at, part: { ...part, refusal: '' } },
      ...pieces(refusal, size).map((delta) => ({ type: 'response.refusal.delta', ...at, delta })),
      { type: 'response.refusal.done', ...at, refusal },
      { type: 'response.content_part.done', ...at, part },
    ];
  }
  const text = String(part.text);
  return [
    { type: 'response.content_part.added', ...at, part: { ...part, text: '', annotations: [] } },
    ...pieces(text, size).map((delta) => ({ type: 'response.output_text.delta', ...at, delta, logprobs: [] })),
    ...(part.annotations as Json[]).map((annotation, index) => ({
      type: 'response.output_text.annotation.added',
      ...at,
      annotation_index: index,
      annotation,
    })),
    { type: 'response.output_text.done', ...at, text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part },
  ];
}

import { EMPTY_REQUEST, type CanonicalMessage, type CanonicalRequest, type ContentBlock } from '../../canonical/request';

// The body has just been built; what of it is not as the API has it must fail the test by an error here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Wire = any;

/** A request for /api/chat as Ollama understands it (docs/sources.md, Ollama API). */
export function readOllama(body: Wire): CanonicalRequest {
  const { num_predict: maxTokens, temperature, top_p: topP, top_k: topK, stop } = body.options;
  const [first, ...rest]: Wire[] = body.messages;
  const led = first?.role === 'system';
  return {
    ...EMPTY_REQUEST,
    // Left out means true.
    stream: body.stream ?? true,
    system: led ? [{ type: 'text', text: first.content }] : [],
    messages: readMessages(led ? rest : body.messages),
    tools: (body.tools ?? []).map(({ function: { parameters, ...tool } }: Wire) => ({ ...tool, input_schema: parameters })),
    maxTokens: maxTokens ?? null,
    temperature: temperature ?? null,
    topP: topP ?? null,
    topK: topK ?? null,
    stopSequences: stop ?? [],
    output:
      body.format === undefined
        ? null
        : body.format === 'json'
          ? { kind: 'json-object' }
          : { kind: 'json-schema', name: 'answer', schema: body.format },
    reasoning: body.think === undefined ? null : { mode: body.think ? 'on' : 'off', effort: null, budgetTokens: null },
  };
}

function readMessages(messages: Wire[]): CanonicalMessage[] {
  const names = new Map<string, string>();
  return messages.map(({ role, content, thinking, images = [], tool_calls: calls = [], tool_name: name, tool_call_id: id }) => {
    for (const call of calls) names.set(call.id, call.function.name);
    if (role === 'tool') {
      if (names.get(id) !== name) throw new Error(`the result of ${id} names ${name}`);
      return { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content }] };
    }
    const blocks: ContentBlock[] = [
      ...(thinking === undefined ? [] : [{ type: 'thinking' as const, thinking }]),
      { type: 'text', text: content },
      ...images.map((data: string) => ({ type: 'image', source: { type: 'base64', media_type: '', data } })),
      ...calls.map((call: Wire) => ({ type: 'tool_use', id: call.id, name: call.function.name, input: call.function.arguments })),
    ];
    return { role, content: blocks };
  });
}

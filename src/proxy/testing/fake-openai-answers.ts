import { type FakeAnswer, type FakeBlock, type FakeVendor, pieces, type SeenRequest } from './fake-rules';
import { signReasoning } from './fake-openai-vendors';

type Fields = Record<string, unknown>;
type SearchBlock = Extract<FakeBlock, { type: 'web_search' }>;

function answerBlocks(answer: FakeAnswer): FakeBlock[] {
  return answer.blocks ?? [{ type: 'text', text: 'OK' }];
}

export function finishReason(answer: FakeAnswer): string {
  if (answer.stopReason === 'max_tokens') return 'length';
  if (answer.stopReason === 'refusal') return 'content_filter';
  return answerBlocks(answer).some(({ type }) => type === 'tool_use') ? 'tool_calls' : 'stop';
}

/** Usage with the cached tokens where the vendor names them. */
export function usageOf(answer: FakeAnswer, vendor: FakeVendor): Fields {
  const { input = 12, output = 7, cacheRead = 0 } = answer.usage ?? {};
  const prompt = input + cacheRead;
  const usage = { prompt_tokens: prompt, completion_tokens: output, total_tokens: prompt + output };
  if (vendor === 'deepseek') return { ...usage, prompt_cache_hit_tokens: cacheRead, prompt_cache_miss_tokens: input };
  if (vendor === 'moonshot') return { ...usage, cached_tokens: cacheRead };
  const detailed = { ...usage, prompt_tokens_details: { cached_tokens: cacheRead } };
  return vendor === 'openrouter' ? { ...detailed, cost: 0.00042, is_byok: false } : detailed;
}

/** The message of a whole answer, and what the vendor puts beside it. */
export function wholeMessage(answer: FakeAnswer, request: SeenRequest, vendor: FakeVendor): { fields: Fields; beside: Fields } {
  const blocks = answerBlocks(answer);
  const calls = toolCalls(blocks, vendor);
  const text = blocks.map((block) => (block.type === 'text' ? block.text : '')).join('');
  const thinking = blocks.flatMap((block) => (block.type === 'thinking' ? [block.thinking] : []));
  const searches = searchesAskedFor(blocks, request, vendor);
  const fields: Fields = {
    role: 'assistant',
    content: text || null,
    refusal: null,
    ...(vendor !== 'zai' && searches.length > 0 && { annotations: searches.flatMap(citations) }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  const beside = vendor === 'zai' && searches.length > 0 ? { web_search: searches.flatMap(zaiResults) } : {};
  if (thinking.length === 0 || !showsReasoning(request, vendor)) return { fields, beside };
  const style = reasoningStyle(request, vendor);
  const all = thinking.join('\n');
  if (style === 'tags') fields.content = `<think>\n${all}\n</think>\n\n${text}`;
  else if (style === 'parts') fields.content = [mistralThinking(all), ...(text === '' ? [] : [{ type: 'text', text }])];
  else if (style === 'details') {
    fields.reasoning = all;
    fields.reasoning_details = thinking.map((one, index) => ({
      ...detail(one, index, vendor),
      ...(vendor === 'openrouter' && { signature: signReasoning(one) }),
    }));
  } else fields[style] = all;
  return { fields, beside };
}

/** The stream as the vendor's server writes it. */
export function* streamRecords(answer: FakeAnswer, request: SeenRequest, vendor: FakeVendor): Generator<string> {
  const asked = request.body.stream_options?.include_usage === true;
  const usage = usageOf(answer, vendor);
  const chunk = (fields: Fields): string => {
    const head = { id: 'chatcmpl-fake', object: 'chat.completion.chunk', created: 1_760_000_000, model: request.body.model };
    return `data: ${JSON.stringify({ ...head, ...fields })}\n\n`;
  };
  const delta = (fields: Fields, more: Fields = {}) =>
    chunk({
      choices: [{ index: 0, delta: fields, logprobs: null, finish_reason: null }],
      ...(asked && { usage: null }),
      ...more,
    });

  if (vendor === 'openrouter') yield ': OPENROUTER PROCESSING\n\n';
  const blocks = answerBlocks(answer);
  const searches = searchesAskedFor(blocks, request, vendor);
  const results = vendor === 'zai' && searches.length > 0 ? { web_search: searches.flatMap(zaiResults) } : {};
  yield delta({ role: 'assistant', content: '' }, { ...results, ...(vendor === 'groq' && { x_groq: { id: 'req_fake' } }) });
  for (const fields of proseDeltas(blocks, request, vendor, answer.pieceSize)) yield delta(fields);
  if (vendor !== 'zai' && searches.length > 0) yield delta({ content: '', annotations: searches.flatMap(citations) });
  for (const [index, { id, type, function: called }] of toolCalls(blocks, vendor).entries()) {
    const whole = vendor === 'mistral';
    yield delta({ tool_calls: [{ index, id, type, function: whole ? called : { name: called.name, arguments: '' } }] });
    if (whole) continue;
    for (const part of pieces(called.arguments, answer.pieceSize))
      yield delta({ tool_calls: [{ index, function: { arguments: part } }] });
  }
  const finish = { index: 0, delta: {}, logprobs: null, finish_reason: finishReason(answer) };
  if (vendor === 'moonshot') yield chunk({ choices: [{ ...finish, usage }] });
  else if (vendor === 'groq') yield chunk({ choices: [finish], x_groq: { id: 'req_fake', usage } });
  else if (vendor === 'mistral' || vendor === 'zai') yield chunk({ choices: [finish], usage });
  else yield chunk({ choices: [finish], ...(asked && { usage: null }) });
  if (vendor === 'openrouter')
    yield chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }], usage });
  else if (asked && vendor !== 'moonshot' && vendor !== 'groq') yield chunk({ choices: [], usage });
  yield 'data: [DONE]\n\n';
}

function* proseDeltas(blocks: FakeBlock[], request: SeenRequest, vendor: FakeVendor, size?: number): Generator<Fields> {
  const style = reasoningStyle(request, vendor);
  let index = 0;
  for (const block of blocks) {
    if (block.type === 'text') for (const content of pieces(block.text, size)) yield { content };
    if (block.type !== 'thinking' || !showsReasoning(request, vendor)) continue;
    const tagged = style === 'tags' ? `<think>\n${block.thinking}\n</think>\n\n` : block.thinking;
    for (const part of pieces(tagged, size)) yield reasoningDelta(part, style, index, vendor);
    if (vendor === 'openrouter') {
      const { text: _text, ...last } = detail('', index, vendor);
      yield { reasoning: '', reasoning_details: [{ ...last, signature: signReasoning(block.thinking) }] };
    }
    index += 1;
  }
}

type ReasoningStyle = 'reasoning_content' | 'reasoning' | 'details' | 'parts' | 'tags';

function reasoningStyle({ body }: SeenRequest, vendor: FakeVendor): ReasoningStyle {
  if (vendor === 'mistral') return 'parts';
  if (vendor === 'openrouter') return 'details';
  if (vendor === 'minimax') return body.reasoning_split === true ? 'details' : 'tags';
  return vendor === 'groq' || vendor === 'strict-template' ? 'reasoning' : 'reasoning_content';
}

/** OpenAI keeps its models' reasoning to itself on this endpoint; others show it unless it is switched off. */
function showsReasoning({ body }: SeenRequest, vendor: FakeVendor): boolean {
  if (vendor === 'openai' || body.include_reasoning === false || body.reasoning_format === 'hidden') return false;
  return body.thinking?.type !== 'disabled' && body.reasoning?.enabled !== false && body.reasoning?.effort !== 'none';
}

function reasoningDelta(part: string, style: ReasoningStyle, index: number, vendor: FakeVendor): Fields {
  if (style === 'tags') return { content: part };
  if (style === 'parts') return { content: [mistralThinking(part)] };
  if (style === 'details') return { reasoning: part, reasoning_details: [detail(part, index, vendor)] };
  return { [style]: part };
}

function detail(text: string, index: number, vendor: FakeVendor): Fields {
  const format = vendor === 'minimax' ? 'MiniMax-response-v1' : 'anthropic-claude-v1';
  return { type: 'reasoning.text', text, format, index };
}

function mistralThinking(text: string): Fields {
  return { type: 'thinking', thinking: [{ type: 'text', text }] };
}

function toolCalls(blocks: FakeBlock[], vendor: FakeVendor) {
  return blocks
    .filter((block) => block.type === 'tool_use')
    .map((block, index) => ({
      id: block.id ?? (vendor === 'mistral' ? `fakecall${index}` : `call_fake_${index}`),
      type: 'function',
      function: { name: block.name, arguments: JSON.stringify(block.input) },
    }));
}

/** Searches are made only where the request asked for them in the vendor's way. */
function searchesAskedFor(blocks: FakeBlock[], { body }: SeenRequest, vendor: FakeVendor): SearchBlock[] {
  const asked =
    vendor === 'zai'
      ? body.tools?.some((tool: { type: string }) => tool.type === 'web_search')
      : vendor === 'openrouter'
        ? body.plugins?.some((plugin: { id: string }) => plugin.id === 'web')
        : body.web_search_options;
  return asked ? blocks.filter((block) => block.type === 'web_search') : [];
}

function citations({ results }: SearchBlock): Fields[] {
  return results.map(({ url, title }) => ({ type: 'url_citation', url_citation: { url, title, start_index: 0, end_index: 0 } }));
}

function zaiResults({ results }: SearchBlock): Fields[] {
  return results.map(({ url, title }, index) => ({ link: url, title, content: 'Words of the page.', refer: `ref_${index + 1}` }));
}

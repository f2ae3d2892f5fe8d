import { EMPTY_REQUEST, type CanonicalMessage, type CanonicalRequest, type ContentBlock } from '../../canonical/request';
import { NO_SIGNATURE } from '../../testing/fake-gemini-signature';
import type { Effort } from '../../../shared/model/quirks';

// The body has just been built; what of it is not as the API has it must fail the test by an error here.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Wire = any;

/** A generateContent request as Google's server understands it (docs/sources.md, Gemini API). */
export function readGemini(body: Wire, path: string): CanonicalRequest {
  const { maxOutputTokens, temperature, topP, topK, stopSequences, responseMimeType, responseJsonSchema, thinkingConfig } =
    body.generationConfig ?? {};
  const tools: Wire[] = body.tools ?? [];
  return {
    ...EMPTY_REQUEST,
    stream: path.endsWith(':streamGenerateContent?alt=sse'),
    system: (body.systemInstruction?.parts ?? []).map(({ text }: Wire) => ({ type: 'text', text })),
    messages: readContents(body.contents),
    tools: tools.flatMap((tool) =>
      tool.googleSearch
        ? [{ type: 'web_search_20250305', name: 'web_search' }]
        : tool.functionDeclarations.map(({ parametersJsonSchema, ...rest }: Wire) => ({
            ...rest,
            input_schema: parametersJsonSchema,
          })),
    ),
    toolChoice: readChoice(body.toolConfig?.functionCallingConfig),
    maxTokens: maxOutputTokens ?? null,
    temperature: temperature ?? null,
    topP: topP ?? null,
    topK: topK ?? null,
    stopSequences: stopSequences ?? [],
    output:
      responseJsonSchema !== undefined
        ? { kind: 'json-schema', name: 'answer', schema: responseJsonSchema }
        : responseMimeType === 'application/json'
          ? { kind: 'json-object' }
          : null,
    reasoning:
      thinkingConfig === undefined
        ? null
        : { mode: 'on', effort: (thinkingConfig.thinkingLevel?.toLowerCase() as Effort | undefined) ?? null, budgetTokens: null },
  };
}

function readChoice(config: Wire): CanonicalRequest['toolChoice'] {
  if (config === undefined) return null;
  if (config.mode === 'NONE') return { type: 'none' };
  const [name] = config.allowedFunctionNames ?? [];
  return name === undefined ? { type: 'any' } : { type: 'tool', name };
}

/** Results want a content of their own, and name the function besides its call. */
function readContents(contents: Wire[]): CanonicalMessage[] {
  const names = new Map<string, string>();
  return contents.map(({ role, parts }) => {
    for (const { functionCall } of parts) if (functionCall) names.set(functionCall.id, functionCall.name);
    const results = parts.filter(({ functionResponse }: Wire) => functionResponse !== undefined);
    if (results.length > 0 && results.length < parts.length) throw new Error('results stand beside other parts');
    for (const { functionResponse: found } of results)
      if (names.get(found.id) !== found.name) throw new Error(`the result of ${found.id} names ${found.name}`);
    if (role === 'user') return { role, content: parts.map(readPart) };
    return { role: 'assistant', content: [...readLoneSeal(parts), ...parts.map(readPart)] };
  });
}

/** Reasoning without a text goes back by the signature of the call that it led to. A call by itself has the stand-in. */
function readLoneSeal(parts: Wire[]): ContentBlock[] {
  const thought = parts.find((part) => part.thought === true);
  const signed = parts.filter(({ functionCall }) => functionCall).map(({ thoughtSignature }) => thoughtSignature);
  if (signed.length === 0) return [];
  const [seal, ...others] = signed;
  if (seal === undefined || others.some((other) => other !== undefined)) throw new Error('not the first call has the signature');
  if (thought !== undefined && thought.thoughtSignature !== seal)
    throw new Error('the signature of the call is not the turn’s own');
  return seal === NO_SIGNATURE || thought !== undefined ? [] : [{ type: 'thinking', thinking: '', signature: seal }];
}

function readPart(part: Wire): ContentBlock {
  const { text, thought, thoughtSignature, functionCall, functionResponse } = part;
  if (thought === true) return { type: 'thinking', thinking: text, signature: thoughtSignature };
  if (text !== undefined) return { type: 'text', text };
  if (functionCall) return { type: 'tool_use', id: functionCall.id, name: functionCall.name, input: functionCall.args };
  if (!functionResponse) return readMedia(part);
  const { id, response, parts = [] } = functionResponse;
  const failed = response.error !== undefined;
  const content = [{ type: 'text', text: failed ? response.error : response.output }, ...parts.map(readMedia)];
  return { type: 'tool_result', tool_use_id: id, content, is_error: failed };
}

function readMedia({ inlineData, fileData }: Wire): ContentBlock {
  const type = (inlineData ?? fileData).mimeType === 'application/pdf' ? 'document' : 'image';
  if (fileData) return { type, source: { type: 'url', url: fileData.fileUri } };
  return { type, source: { type: 'base64', media_type: inlineData.mimeType, data: inlineData.data } };
}

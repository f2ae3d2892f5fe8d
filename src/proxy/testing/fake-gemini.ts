import { findRequestFault } from './fake-gemini-faults';
import { isThirdGeneration, modelOf, sign } from './fake-gemini-signature';
import { type FakeAnswer, type FakeBlock, type FakeRules, pieces, type SeenRequest } from './fake-rules';

/** Google's generateContent API (https://ai.google.dev/api/generate-content), with the refusals that a wrong translation runs into. */
export const geminiRules: FakeRules = {
  base: '/v1beta',
  path: /^\/models\/[^/:]+:(generateContent|streamGenerateContent)$/,
  modelsPath: '/models',
  modelList: (models) => ({
    models: models.map((id) => ({
      name: `models/${id}`,
      displayName: id,
      inputTokenLimit: 1_048_576,
      outputTokenLimit: 65_536,
      supportedGenerationMethods: ['generateContent', 'countTokens'],
    })),
  }),
  contentType: 'text/event-stream',
  isStream: (request) => isStreamed(request) && new URLSearchParams(request.path.split('?')[1]).get('alt') === 'sse',
  refuse(request, key) {
    const fault = findKeyFault(request, key) ?? (request.method === 'GET' ? null : findBodyFault(request));
    if (fault === null) return null;
    const { code, ...rest } = fault;
    const body = { error: { code, ...rest, status: code === 403 ? 'PERMISSION_DENIED' : 'INVALID_ARGUMENT' } };
    // The stream's endpoint answers with a list, of which an error is the only element.
    return { status: code, body: isStreamed(request) ? [body] : body };
  },
  other({ method, path, body }) {
    if (method !== 'POST' || !path.endsWith(':countTokens')) return null;
    const counted = body?.generateContentRequest ?? body;
    if (findRequestFault(counted, modelOf({ path } as SeenRequest)) !== null) return null;
    if (body.generateContentRequest !== undefined && (body.contents !== undefined || !/^models\/./.test(counted.model ?? '')))
      return null;
    return { totalTokens: Math.ceil(JSON.stringify(counted).length / 4) };
  },
  whole(answer, request) {
    const { parts, end } = answerParts(answer, request);
    // In a whole answer the signature stands on the text itself.
    const signed = parts.map((part, index) => (index === parts.length - 1 && 'text' in part ? { ...end, ...part } : part));
    const whole = response(answer, request, signed, true);
    // Without alt=sse a stream is a list, which ends when the answer does.
    return isStreamed(request) ? [whole] : whole;
  },
  records: (answer, request) => [...streamRecords(answer, request)],
  errorRecord: (text) => record({ error: { code: 503, message: text, status: 'UNAVAILABLE' } }),
  errorBody: (status, text) => ({ error: { code: status, message: text, status: status === 404 ? 'NOT_FOUND' : 'INTERNAL' } }),
};

interface Fault {
  code: 400 | 403;
  message: string;
  details?: unknown[];
}

function isStreamed({ path }: SeenRequest): boolean {
  return path.includes(':streamGenerateContent');
}

function findKeyFault({ headers }: SeenRequest, key: string | null): Fault | null {
  if (key === null) return null;
  const given = headers['x-goog-api-key'] ?? /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (given === key) return null;
  if (given === undefined) {
    return {
      code: 403,
      message:
        "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
    };
  }
  return {
    code: 400,
    message: 'API key not valid. Please pass a valid API key.',
    details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' }],
  };
}

function findBodyFault(request: SeenRequest): Fault | null {
  const message = findRequestFault(request.body, modelOf(request));
  return message === null ? null : { code: 400, message };
}

function record(data: unknown): string {
  return `data: ${JSON.stringify(data)}\r\n\r\n`;
}

/** Numbers the answers: the real one gives each an id of its own. */
let answers = 0;

/** Calls have ids since Gemini 3. */
function toParts(block: FakeBlock, index: number, model: string): object[] {
  switch (block.type) {
    case 'thinking':
      return [{ text: block.thinking, thought: true }];
    case 'text':
      return [{ text: block.text }];
    case 'tool_use': {
      const id = block.id ?? (isThirdGeneration(model) ? `fc${answers}x${index}` : undefined);
      return [{ functionCall: { ...(id !== undefined && { id }), name: block.name, args: block.input } }];
    }
    case 'web_search': {
      const id = `search${index}`;
      return [
        { toolCall: { id, toolType: 'GOOGLE_SEARCH_WEB', args: { queries: [block.query] } } },
        { toolResponse: { id, toolType: 'GOOGLE_SEARCH_WEB', response: { search_suggestions: '' } } },
      ].map((part) => sign(part, model));
    }
  }
}

/** The parts of an answer. `end` comes behind them where a text has a signature: in a stream it has an empty part of its own. */
function answerParts(answer: FakeAnswer, request: SeenRequest): { parts: object[]; end: object | null } {
  answers += 1;
  const model = modelOf(request);
  const tellsSearches = request.body.toolConfig?.includeServerSideToolInvocations === true;
  const blocks = (answer.blocks ?? [{ type: 'text', text: 'OK' }]).filter(({ type }) => type !== 'web_search' || tellsSearches);
  const parts = blocks.flatMap((block, index) => toParts(block, index, model));
  const call = parts.findIndex((part) => 'functionCall' in part);
  if (call === -1) return { parts, end: isThirdGeneration(model) ? sign({ text: '' }, model) : null };
  // Of parallel calls only the first is signed.
  return { parts: parts.with(call, sign(parts[call] as object, model)), end: null };
}

function response(answer: FakeAnswer, request: SeenRequest, parts: object[], isLast: boolean): object {
  const grounding = isLast ? groundingOf(answer, request) : null;
  return {
    candidates: [
      {
        content: { ...(parts.length > 0 && { parts }), role: 'model' },
        ...(isLast && { finishReason: finishReason(answer) }),
        index: 0,
        ...(grounding && { groundingMetadata: grounding }),
      },
    ],
    usageMetadata: usageOf(answer, isLast),
    modelVersion: modelOf(request),
    responseId: `fakeAnswer-${answers}`,
  };
}

function finishReason({ stopReason }: FakeAnswer): string {
  if (stopReason === 'max_tokens') return 'MAX_TOKENS';
  return stopReason === 'refusal' ? 'SAFETY' : 'STOP';
}

/** Thoughts are counted apart from the answer, cached tokens inside the prompt; before the end only the prompt is known. */
function usageOf(answer: FakeAnswer, isLast: boolean): object {
  const { input = 12, output = 7, cacheRead = 0 } = answer.usage ?? {};
  const thoughts = answer.blocks?.some(({ type }) => type === 'thinking') ? Math.floor(output / 2) : 0;
  const prompt = { promptTokenCount: input + cacheRead, ...(cacheRead > 0 && { cachedContentTokenCount: cacheRead }) };
  if (!isLast) return { ...prompt, totalTokenCount: input + cacheRead };
  return {
    ...prompt,
    candidatesTokenCount: output - thoughts,
    ...(thoughts > 0 && { thoughtsTokenCount: thoughts }),
    totalTokenCount: input + cacheRead + output,
  };
}

function groundingOf({ blocks = [] }: FakeAnswer, { body }: SeenRequest): object | null {
  const searches = blocks.filter((block) => block.type === 'web_search');
  if (searches.length === 0 || !body.tools?.some((tool: object) => 'googleSearch' in tool)) return null;
  return {
    webSearchQueries: searches.map(({ query }) => query),
    searchEntryPoint: { renderedContent: '<div></div>' },
    groundingChunks: searches.flatMap(({ results }) => results.map(({ url, title }) => ({ web: { uri: url, title } }))),
    groundingSupports: [],
  };
}

function* streamRecords(answer: FakeAnswer, request: SeenRequest): Generator<string> {
  const { parts, end } = answerParts(answer, request);
  const cut = [...parts.flatMap((part) => cutText(part, answer.pieceSize)), ...(end === null ? [] : [end])];
  for (const part of cut.slice(0, -1)) yield record(response(answer, request, [part], false));
  yield record(response(answer, request, cut.slice(-1), true));
}

/** Text comes in pieces, all else is whole. The pieces are small, since nothing else makes records: no starts, no stops. */
function cutText(part: { text?: string }, size = 6): object[] {
  const { text } = part;
  return text === undefined ? [part] : pieces(text, size).map((piece) => ({ ...part, text: piece }));
}

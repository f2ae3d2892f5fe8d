import type { FakeAnswer, FakeRules, SeenRequest } from './fake-rules';
import { responsesError } from './fake-responses-error';
import { itemEvents } from './fake-responses-events';
import { refuseResponses } from './fake-responses-faults';
import { encryptedContent } from './fake-responses-input';

/** OpenAI's Responses API (docs/sources.md, Responses API), with the refusals that a wrong translation runs into. */
export const responsesRules: FakeRules = {
  base: '/v1',
  path: /^\/responses$/,
  modelsPath: '/models',
  modelList: (models) => ({
    object: 'list',
    data: models.map((id) => ({ id, object: 'model', created: CREATED, owned_by: 'fake' })),
  }),
  contentType: 'text/event-stream',
  isStream: ({ body }) => body.stream === true,
  refuse: refuseResponses,
  whole: (answer, request) => responseObject(answer, request, true),
  records: (answer, request) => streamRecords(answer, request),
  errorRecord(message) {
    const error = { type: 'server_error', code: 'server_is_overloaded', message, param: null };
    return `event: error\ndata: ${JSON.stringify({ type: 'error', sequence_number: 99, code: error.code, message, param: null, error })}\n\n`;
  },
  errorBody: (status, message) => responsesError(message, status === 404 ? null : 'server_error', null, 'server_error').body,
};

const CREATED = 1_760_000_000;

// What is written is JSON; each test looks at the parts that it is about.
type Json = Record<string, unknown>;

function outputItems(answer: FakeAnswer, { body }: SeenRequest): Json[] {
  const blocks = answer.blocks ?? [{ type: 'text', text: 'OK' }];
  const include: string[] = body.include ?? [];
  const searches = (body.tools ?? []).some(({ type }: { type: string }) => type.startsWith('web_search'));
  let citations: { url: string; title: string }[] = [];
  return blocks.flatMap((block, index): Json[] => {
    switch (block.type) {
      case 'thinking':
        // Without being asked, the API tells neither a summary nor what it wants to see again.
        return [
          {
            id: `rs_fake_${index}`,
            type: 'reasoning',
            summary: body.reasoning?.summary ? [{ type: 'summary_text', text: block.thinking }] : [],
            encrypted_content: include.includes('reasoning.encrypted_content') ? encryptedContent(body.model, index) : null,
          },
        ];
      case 'tool_use': {
        const head = { status: 'completed', call_id: block.id ?? `call_fake_${index}`, name: block.name };
        if (takesText(body.tools, block.name))
          return [
            { id: `ctc_fake_${index}`, type: 'custom_tool_call', ...head, input: (block.input as { input: string }).input },
          ];
        return [{ id: `fc_fake_${index}`, type: 'function_call', ...head, arguments: JSON.stringify(block.input) }];
      }
      case 'web_search': {
        if (!searches) return [];
        citations = block.results;
        const sources = block.results.map(({ url }) => ({ type: 'url', url }));
        const action = {
          type: 'search',
          query: block.query,
          queries: [block.query],
          ...(include.includes('web_search_call.action.sources') && { sources }),
        };
        return [{ id: `ws_fake_${index}`, type: 'web_search_call', status: 'completed', action }];
      }
      case 'text': {
        const annotations = citations.map(({ url, title }) => ({
          type: 'url_citation',
          // OpenAI marks the links that it cites, and not those that it lists.
          url: `${url}${url.includes('?') ? '&' : '?'}utm_source=openai`,
          title,
          start_index: 0,
          end_index: block.text.length,
        }));
        citations = [];
        const content =
          answer.stopReason === 'refusal'
            ? { type: 'refusal', refusal: block.text }
            : { type: 'output_text', text: block.text, annotations, logprobs: [] };
        return [{ id: `msg_fake_${index}`, type: 'message', status: 'completed', role: 'assistant', content: [content] }];
      }
    }
  });
}

function takesText(tools: { type: string; name?: string }[] = [], name: string): boolean {
  return tools.some((tool) => tool.type === 'custom' && tool.name === name);
}

function responseObject(answer: FakeAnswer, request: SeenRequest, finished: boolean): Json {
  const { body } = request;
  const incomplete = finished && answer.stopReason === 'max_tokens';
  const { input = 12, output = 7, cacheRead = 0 } = answer.usage ?? {};
  const usage = {
    input_tokens: input + cacheRead,
    input_tokens_details: { cached_tokens: cacheRead, cache_write_tokens: 0 },
    output_tokens: output,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: input + cacheRead + output,
  };
  return {
    id: 'resp_fake',
    object: 'response',
    created_at: CREATED,
    status: finished ? (incomplete ? 'incomplete' : 'completed') : 'in_progress',
    background: false,
    error: null,
    incomplete_details: incomplete ? { reason: 'max_output_tokens' } : null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    metadata: {},
    model: body.model,
    output: finished ? outputItems(answer, request) : [],
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    previous_response_id: null,
    reasoning: body.reasoning ?? { effort: null, summary: null },
    access_programs: null,
    service_tier: 'default',
    store: body.store ?? true,
    temperature: body.temperature ?? 1,
    text: body.text ?? { format: { type: 'text' } },
    tool_choice: body.tool_choice ?? 'auto',
    tools: body.tools ?? [],
    top_p: body.top_p ?? 1,
    truncation: 'disabled',
    usage: finished ? usage : null,
    user: null,
  };
}

function streamRecords(answer: FakeAnswer, request: SeenRequest): string[] {
  const final = responseObject(answer, request, true);
  const begun = responseObject(answer, request, false);
  const events: Json[] = [
    { type: 'response.created', response: begun },
    { type: 'response.in_progress', response: begun },
    ...(final.output as Json[]).flatMap((item, index) => itemEvents(item, index, answer.pieceSize)),
    { type: `response.${String(final.status)}`, response: final },
  ];
  return events.map(({ type, ...fields }, number) => {
    const data = { type, sequence_number: number, ...fields };
    return `event: ${String(type)}\ndata: ${JSON.stringify(data)}\n\n`;
  });
}

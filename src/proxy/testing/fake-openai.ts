import { usageOf, wholeMessage, finishReason, streamRecords } from './fake-openai-answers';
import { findFault } from './fake-openai-refusals';
import { chatVendors } from './fake-openai-vendors';
import type { FakeRules } from './fake-rules';

/**
 * The Chat Completions API (docs/sources.md, Chat Completions), as OpenAI serves it and as the vendors do that copy it, with the
 * refusals that a wrong translation runs into.
 */
export const openaiRules: FakeRules = {
  base: '/v1',
  path: /^\/chat\/completions$/,
  modelsPath: '/models',
  modelList: (models) => ({
    object: 'list',
    data: models.map((id) => ({ id, object: 'model', type: 'model', created: 1_760_000_000, owned_by: 'fake' })),
  }),
  contentType: 'text/event-stream',
  isStream: ({ body }) => body.stream === true,
  refuse({ headers, method, body }, key, vendor) {
    const rules = chatVendors[vendor];
    if (key !== null && headers.authorization !== `Bearer ${key}`) {
      return { status: 401, body: rules.errorBody({ message: 'Incorrect API key provided.', code: 'invalid_api_key' }) };
    }
    if (method === 'GET') return null;
    const fault = findFault(body, rules);
    return fault && { status: fault.status ?? 400, body: rules.errorBody(fault) };
  },
  whole(answer, request, vendor = 'plain') {
    const message = wholeMessage(answer, request, vendor);
    return {
      id: 'chatcmpl-fake',
      object: 'chat.completion',
      created: 1_760_000_000,
      model: request.body.model,
      ...message.beside,
      choices: [{ index: 0, message: message.fields, logprobs: null, finish_reason: finishReason(answer) }],
      usage: usageOf(answer, vendor),
    };
  },
  records: (answer, request, vendor = 'plain') => [...streamRecords(answer, request, vendor)],
  errorRecord(text, vendor = 'plain') {
    const choice = { index: 0, delta: { role: 'assistant', content: '' }, finish_reason: 'error' };
    const chunk =
      vendor === 'openrouter'
        ? { id: 'gen-fake', error: { code: 502, message: text }, choices: [choice] }
        : { error: { message: text, type: 'server_error', param: null, code: 'server_error' } };
    return `data: ${JSON.stringify(chunk)}\n\n`;
  },
  errorBody: (_status, text) => ({ error: { message: text, type: 'server_error', param: null, code: 'server_error' } }),
};

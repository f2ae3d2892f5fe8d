import { FOREIGN, foreignMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';
import { outputEfforts, thinkingSwitch } from './reasoning-switches';

/**
 * GLM, for accounts and for the coding plan alike. Thinks unless told not to. Chat has no `stream_options` and takes
 * `tool_choice: auto` only. https://docs.z.ai/guides/capabilities/thinking
 */
export const zai: ProviderDefinition = {
  id: 'zai',
  name: 'Z.ai (GLM)',
  group: 'maker',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://api.z.ai/api/anthropic',
      quirks: {
        ...foreignMessages,
        reasoning: thinkingSwitch(),
        sanitise: [...FOREIGN, 'thinking-off-when-absent'],
        webSearch: { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
      },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://api.z.ai/api/paas/v4',
      quirks: {
        reasoning: thinkingSwitch(),
        reasoningReplay: 'reasoning_content',
        asksForUsage: false,
        structuredOutput: 'json-object',
        webSearch: { tools: [{ type: 'web_search', web_search: { enable: true, search_result: true } }] },
      },
    },
  ],
  // Unverified: the address for accounts in China.
  otherAddresses: [{ name: 'China (BigModel)', baseUrl: 'https://open.bigmodel.cn/api/anthropic' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: null,
  keyUrl: 'https://z.ai/manage-apikey/apikey-list',
  keyVariable: 'ZAI_API_KEY',
  modelsUrl: 'https://api.z.ai/api/paas/v4/models',
  suggestedModels: ['glm-5.3', 'glm-5.3-flash', 'glm-4.7'],
  prices: { genai: 'zai', modelsDev: 'zai' },
  pricesAt: [{ match: /^https:\/\/open\.bigmodel\.cn/, prices: { modelsDev: 'zhipuai' } }],
  quirks: { toolChoice: 'auto-only' },
  modelRules: [
    { match: /^glm-4/, contextWindow: 204_800, maxOutputTokens: 131_072 },
    { match: /^glm-4\.5/, contextWindow: 131_072, maxOutputTokens: 98_304 },
    { match: /^glm-5/, contextWindow: 204_800, maxOutputTokens: 131_072 },
    { match: /^glm-5\.[2-9]/, contextWindow: 1_000_000 },
    {
      match: /^glm-5\.2/,
      on: 'anthropic-messages',
      quirks: { reasoning: thinkingSwitch(outputEfforts({ high: 'high', xhigh: 'max' })) },
    },
    // Other hosts of 5.3 refuse to turn its thinking off; unverified here, so it is not tried.
    {
      match: /^glm-5\.3/,
      on: 'anthropic-messages',
      quirks: {
        reasoning: thinkingSwitch(outputEfforts({ low: 'low', medium: 'high', high: 'high', xhigh: 'max' }), null),
        sanitise: FOREIGN,
      },
    },
    { match: /^glm-5\.3/, on: 'openai-chat', quirks: { reasoning: thinkingSwitch({}, null) } },
  ],
};

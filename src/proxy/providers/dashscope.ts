import { foreignMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';
import { budgetedThinking } from './reasoning-switches';

/**
 * Qwen, by Alibaba Cloud Model Studio. A key holds in the region that made it, elsewhere it is refused with 401.
 * https://www.alibabacloud.com/help/en/model-studio/anthropic-api-messages, https://www.alibabacloud.com/help/en/model-studio/deep-thinking
 */
export const dashscope: ProviderDefinition = {
  id: 'dashscope',
  name: 'Qwen (DashScope)',
  group: 'maker',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://dashscope-intl.aliyuncs.com/apps/anthropic',
      // Its counts of cached tokens come in the last record, and lie within the input (jeremychone/rust-genai#258).
      quirks: { ...foreignMessages, reasoning: budgetedThinking, cacheControl: true, inputIncludesCached: true },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
      quirks: {
        reasoning: {
          off: { enable_thinking: false },
          on: { enable_thinking: true },
          effort: {},
          budget: { path: 'thinking_budget', min: 1, max: null },
        },
        systemMessages: 'fold',
        toolChoice: 'auto-while-reasoning',
        structuredOutput: 'json-object',
        cacheControl: true,
        webSearch: { enable_search: true },
      },
    },
  ],
  otherAddresses: [
    { name: 'China (Beijing)', baseUrl: 'https://dashscope.aliyuncs.com/apps/anthropic' },
    { name: 'Workspace', baseUrl: 'https://{WorkspaceId}.{region}.maas.aliyuncs.com/apps/anthropic' },
  ],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'sk-…',
  keyUrl: 'https://modelstudio.console.alibabacloud.com',
  keyVariable: 'DASHSCOPE_API_KEY',
  modelsUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1/models',
  suggestedModels: ['qwen3.7-max', 'qwen3.6-plus', 'qwen3-coder-plus'],
  prices: { modelsDev: 'alibaba' },
  pricesAt: [{ match: /^https:\/\/dashscope\.aliyuncs\.com|\.cn-[^./]+\.maas\./, prices: { modelsDev: 'alibaba-cn' } }],
  modelRules: [
    // The coders do not think and do not know the switch.
    { match: /coder/, quirks: { reasoning: null } },
  ],
};

import { templatedMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';

/**
 * The two surfaces list different models. `enable_thinking` is refused by models outside a list of its documentation.
 * https://docs.siliconflow.com/en/api-reference/chat-completions/chat-completions
 */
export const siliconflow: ProviderDefinition = {
  id: 'siliconflow',
  name: 'SiliconFlow',
  group: 'host',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://api.siliconflow.com',
      quirks: templatedMessages,
    },
    { dialect: 'openai-chat', baseUrl: 'https://api.siliconflow.com/v1' },
  ],
  otherAddresses: [{ name: 'China', baseUrl: 'https://api.siliconflow.cn' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'sk-…',
  keyUrl: 'https://cloud.siliconflow.com/account/ak',
  keyVariable: 'SILICONFLOW_API_KEY',
  modelsUrl: '/v1/models',
  suggestedModels: ['zai-org/GLM-5.2', 'moonshotai/Kimi-K2.6'],
  prices: { modelsDev: 'siliconflow' },
  pricesAt: [{ match: /^https:\/\/api\.siliconflow\.cn/, prices: { modelsDev: 'siliconflow-cn' } }],
  quirks: { reasoning: null, systemMessages: 'fold' },
  modelRules: [
    {
      match: /GLM-(4\.[5-9]|5)|DeepSeek-V3\.[12]|Qwen3-(8|14|30|32|235)B(?!.*(Instruct|Thinking|Coder))/i,
      on: 'openai-chat',
      quirks: {
        reasoning: {
          off: { enable_thinking: false },
          on: { enable_thinking: true },
          effort: {},
          budget: { path: 'thinking_budget', min: 128, max: 32_768 },
        },
      },
    },
  ],
};

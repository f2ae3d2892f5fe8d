import { FOREIGN, foreignMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';
import { outputEfforts, thinkingSwitch } from './reasoning-switches';

/**
 * The addresses of the coding plan: its keys are billed extra at the ordinary ones, while an ordinary key is only refused
 * here (https://www.volcengine.com/article/38136). An effort while thinking is off is refused.
 * https://www.volcengine.com/docs/82379/1330310
 */
export const volcengine: ProviderDefinition = {
  id: 'volcengine',
  name: 'Volcengine Ark',
  group: 'maker',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://ark.cn-beijing.volces.com/api/coding',
      quirks: {
        ...foreignMessages,
        reasoning: thinkingSwitch(outputEfforts({ low: 'low', medium: 'high', high: 'high', max: 'max' })),
        sanitise: [...FOREIGN, 'no-effort-without-thinking'],
      },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://ark.cn-beijing.volces.com/api/coding/v3',
      quirks: {
        // The level alone turns thinking on.
        reasoning: {
          off: { thinking: { type: 'disabled' } },
          on: { thinking: { type: 'enabled' } },
          effort: {
            low: { reasoning_effort: 'low' },
            medium: { reasoning_effort: 'medium' },
            high: { reasoning_effort: 'high' },
          },
          budget: null,
        },
        reasoningReplay: 'reasoning_content',
        structuredOutput: 'json-object',
      },
    },
  ],
  otherAddresses: [{ name: 'Pay as you go', baseUrl: 'https://ark.cn-beijing.volces.com/api/v3/compatible' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: null,
  keyUrl: 'https://console.volcengine.com/ark',
  keyVariable: 'ARK_API_KEY',
  modelsUrl: 'https://ark.cn-beijing.volces.com/api/coding/v3/models',
  suggestedModels: ['ark-code-latest'],
  prices: 'unknown',
  pricesAt: [{ match: /\/api\/v3/, prices: { modelsDev: 'volcengine' } }],
  modelRules: [{ match: /^doubao-seed-2/, contextWindow: 256_000 }],
};

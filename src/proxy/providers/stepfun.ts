import { TEMPLATED, templatedMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';
import { chatEfforts, outputEfforts } from './reasoning-switches';

/**
 * The documentation of its Messages endpoint lists the fields that it takes and asks for no others; betas, cache marks
 * and `thinking` are not among them. https://platform.stepfun.com/docs/zh/api-reference/chat/messages-create
 */
export const stepfun: ProviderDefinition = {
  id: 'stepfun',
  name: 'StepFun',
  group: 'maker',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://api.stepfun.com',
      auth: 'x-api-key',
      quirks: {
        ...templatedMessages,
        reasoning: {
          off: { output_config: { effort: 'low' } },
          on: {},
          effort: outputEfforts({ low: 'low', medium: 'medium', high: 'high' }),
          budget: null,
        },
        sanitise: [...TEMPLATED, 'drop-betas', 'drop-cache-control'],
      },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://api.stepfun.com/v1',
      quirks: { reasoning: chatEfforts(['low', 'medium', 'high'], 'low'), systemMessages: 'fold' },
    },
  ],
  otherAddresses: [
    { name: 'International', baseUrl: 'https://api.stepfun.ai' },
    { name: 'Step plan', baseUrl: 'https://api.stepfun.com/step_plan' },
  ],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: null,
  keyUrl: 'https://platform.stepfun.com/interface-key',
  keyVariable: 'STEPFUN_API_KEY',
  modelsUrl: '/v1/models',
  suggestedModels: ['step-3.7-flash'],
  prices: { modelsDev: 'stepfun' },
  pricesAt: [
    { match: /^https:\/\/api\.stepfun\.ai/, prices: { modelsDev: 'stepfun-ai' } },
    { match: /\/step_plan/, prices: 'unknown' },
  ],
  modelRules: [{ match: /^step-3/, contextWindow: 256_000 }],
};

import { templatedMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';
import { budgetedThinking } from './reasoning-switches';

/** A local server. Chat has no reasoning switch. https://lmstudio.ai/docs/developer/anthropic-compat */
export const lmStudio: ProviderDefinition = {
  id: 'lm-studio',
  name: 'LM Studio',
  group: 'local',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'http://localhost:1234',
      quirks: { ...templatedMessages, reasoning: budgetedThinking },
    },
    { dialect: 'openai-chat', baseUrl: 'http://localhost:1234/v1' },
  ],
  auth: 'bearer',
  needsKey: false,
  keyLooksLike: null,
  keyUrl: null,
  keyVariable: null,
  modelsUrl: '/v1/models',
  suggestedModels: [],
  prices: 'free',
  quirks: { systemMessages: 'fold' },
};

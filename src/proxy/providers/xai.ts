import type { ProviderDefinition } from './provider-definition';
import { responsesEfforts } from './reasoning-switches';

/**
 * Grok by the Responses API: chat is deprecated and gives no reasoning back, and so is the Messages endpoint.
 * https://docs.x.ai/developers/model-capabilities/text/comparison
 */
export const xai: ProviderDefinition = {
  id: 'xai',
  name: 'xAI (Grok)',
  group: 'maker',
  endpoints: [
    { dialect: 'openai-responses', baseUrl: 'https://api.x.ai/v1' },
    { dialect: 'openai-chat', baseUrl: 'https://api.x.ai/v1', onRequest: true },
  ],
  otherAddresses: [{ name: 'United States only', baseUrl: 'https://us.api.x.ai/v1' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'xai-…',
  keyUrl: 'https://console.x.ai',
  keyVariable: 'XAI_API_KEY',
  modelsUrl: '/models',
  suggestedModels: ['grok-4.7', 'grok-4.3'],
  prices: { genai: 'x-ai', modelsDev: 'xai' },
  // Unverified: images within a tool's result, and stop sequences of models that reason.
  quirks: { reasoning: null, imagesInToolResults: false, refusedParameters: ['stopSequences'] },
  modelRules: [
    {
      match: /^grok-4\.[3-9]/,
      on: 'openai-responses',
      quirks: { reasoning: responsesEfforts(['low', 'medium', 'high'], 'low') },
    },
    {
      match: /^grok-4\.[7-9]/,
      on: 'openai-responses',
      quirks: { reasoning: responsesEfforts(['low', 'medium', 'high', 'xhigh'], 'low') },
    },
    { match: /^grok-4\.3/, contextWindow: 1_000_000, maxOutputTokens: 30_000 },
    { match: /^grok-4\.[5-7]/, contextWindow: 500_000 },
  ],
};

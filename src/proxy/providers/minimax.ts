import { foreignMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';

/**
 * Always thinks and wants all of it back. In chat the reasoning stands in `<think>` tags unless it is asked for apart
 * (pitfall 30). https://platform.minimax.io/docs/api-reference/text-anthropic-api
 */
export const minimax: ProviderDefinition = {
  id: 'minimax',
  name: 'MiniMax',
  group: 'maker',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://api.minimax.io/anthropic',
      quirks: { ...foreignMessages, cacheControl: true },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://api.minimax.io/v1',
      quirks: {
        maxTokensField: 'max_completion_tokens',
        reasoningReplay: 'reasoning_details',
        extraBody: { reasoning_split: true },
        structuredOutput: 'words',
      },
    },
  ],
  otherAddresses: [{ name: 'China', baseUrl: 'https://api.minimaxi.com/anthropic' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: null,
  keyUrl: 'https://platform.minimax.io/user-center/basic-information/interface-key',
  keyVariable: 'MINIMAX_API_KEY',
  // Unverified: a key that works is told by the list, or else by the first request.
  modelsUrl: 'https://api.minimax.io/v1/models',
  suggestedModels: ['MiniMax-M3', 'MiniMax-M2.7'],
  prices: { genai: 'minimax', modelsDev: 'minimax' },
  pricesAt: [{ match: /^https:\/\/api\.minimaxi\.com/, prices: { modelsDev: 'minimax-cn' } }],
  quirks: { reasoning: null },
  modelRules: [
    { match: /^MiniMax-M2/i, contextWindow: 204_800, maxOutputTokens: 131_072, vision: false },
    { match: /^MiniMax-M3/i, contextWindow: 1_000_000, maxOutputTokens: 131_072 },
  ],
};

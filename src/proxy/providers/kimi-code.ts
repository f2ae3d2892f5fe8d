import { reasoningMessages } from './foreign-messages';
import { kimiModelRules } from './kimi-models';
import type { ProviderDefinition } from './provider-definition';
import { thinkingSwitch } from './reasoning-switches';

/** The Kimi Code subscription; its keys hold here only. https://www.kimi.com/code/docs/en/ */
export const kimiCode: ProviderDefinition = {
  id: 'kimi-code',
  name: 'Kimi Code',
  group: 'maker',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://api.kimi.com/coding',
      auth: 'x-api-key',
      quirks: { ...reasoningMessages, reasoning: thinkingSwitch() },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://api.kimi.com/coding/v1',
      quirks: { reasoning: thinkingSwitch(), reasoningReplay: 'reasoning_content', promptCacheKey: true },
    },
  ],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'sk-kimi-…',
  keyUrl: 'https://www.kimi.com/code/console',
  keyVariable: 'KIMI_API_KEY',
  modelsUrl: 'https://api.kimi.com/coding/v1/models',
  suggestedModels: ['kimi-for-coding', 'k3'],
  // A flat fee: what a call costs is not known.
  prices: 'unknown',
  quirks: { reasoningRequired: true, toolChoice: 'auto-while-reasoning' },
  modelRules: [...kimiModelRules, { match: /./, maxOutputTokens: 32_768 }],
};

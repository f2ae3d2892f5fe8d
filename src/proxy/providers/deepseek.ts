import type { ProviderDefinition } from './provider-definition';

/** Its Anthropic endpoint keeps thinking and tool loops whole (docs/sources.md, Providers). */
export const deepseek: ProviderDefinition = {
  id: 'deepseek',
  name: 'DeepSeek',
  baseUrl: 'https://api.deepseek.com/anthropic',
  dialect: 'anthropic-messages',
  auth: 'x-api-key',
  needsKey: true,
  keyLooksLike: 'sk-…',
  keyUrl: 'https://platform.deepseek.com/api_keys',
  keyVariable: 'DEEPSEEK_API_KEY',
  modelsPath: '/v1/models',
  suggestedModels: ['deepseek-v4-pro', 'deepseek-flash'],
  prices: { table: 'deepseek' },
};

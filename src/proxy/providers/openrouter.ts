import type { ProviderDefinition } from './provider-definition';

/** Its Anthropic surface is at /api, not /api/v1, and wants a Bearer key (docs/sources.md, Providers). */
export const openrouter: ProviderDefinition = {
  id: 'openrouter',
  name: 'OpenRouter',
  baseUrl: 'https://openrouter.ai/api',
  dialect: 'anthropic-messages',
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'sk-or-v1-…',
  keyUrl: 'https://openrouter.ai/settings/keys',
  keyVariable: 'OPENROUTER_API_KEY',
  modelsPath: '/v1/models',
  suggestedModels: ['anthropic/claude-sonnet-5-5', 'openai/gpt-oss-120b:free'],
  prices: { table: 'openrouter' },
};

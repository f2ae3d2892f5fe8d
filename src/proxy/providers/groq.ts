import type { ProviderDefinition } from './provider-definition';

/** OpenAI chat only (docs/sources.md, Providers). */
export const groq: ProviderDefinition = {
  id: 'groq',
  name: 'Groq',
  baseUrl: 'https://api.groq.com/openai/v1',
  dialect: 'openai-chat',
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'gsk_…',
  keyUrl: 'https://console.groq.com/keys',
  keyVariable: 'GROQ_API_KEY',
  modelsPath: '/models',
  suggestedModels: ['openai/gpt-oss-120b'],
  prices: { table: 'groq' },
};

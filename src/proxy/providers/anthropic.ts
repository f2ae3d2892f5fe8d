import { claudeModelRules } from './claude-models';
import type { ProviderDefinition } from './provider-definition';

/** API keys only: claude.ai logins may not be routed by third parties (docs/sources.md, Providers). */
export const anthropic: ProviderDefinition = {
  id: 'anthropic',
  name: 'Anthropic',
  group: 'maker',
  endpoints: [{ dialect: 'anthropic-messages', baseUrl: 'https://api.anthropic.com' }],
  auth: 'x-api-key',
  needsKey: true,
  keyLooksLike: 'sk-ant-api03-…',
  keyUrl: 'https://console.anthropic.com/settings/keys',
  keyVariable: 'ANTHROPIC_API_KEY',
  modelsUrl: '/v1/models?limit=1000',
  suggestedModels: ['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5'],
  prices: { genai: 'anthropic', modelsDev: 'anthropic' },
  quirks: { keepsThreads: true },
  modelRules: claudeModelRules,
};

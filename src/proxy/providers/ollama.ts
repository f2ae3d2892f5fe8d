import type { ProviderDefinition } from './provider-definition';

/** A local server; its Anthropic surface came with 0.14 (docs/sources.md, Providers). Nothing to pay. */
export const ollama: ProviderDefinition = {
  id: 'ollama',
  name: 'Ollama',
  baseUrl: 'http://localhost:11434',
  dialect: 'anthropic-messages',
  auth: 'bearer',
  needsKey: false,
  keyLooksLike: null,
  keyUrl: null,
  keyVariable: null,
  modelsPath: '/v1/models',
  suggestedModels: ['qwen3-coder:30b'],
  prices: 'free',
};

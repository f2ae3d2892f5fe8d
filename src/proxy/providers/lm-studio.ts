import type { ProviderDefinition } from './provider-definition';

/** A local server (docs/sources.md, Providers). Nothing to pay. */
export const lmStudio: ProviderDefinition = {
  id: 'lm-studio',
  name: 'LM Studio',
  baseUrl: 'http://localhost:1234',
  dialect: 'anthropic-messages',
  auth: 'bearer',
  needsKey: false,
  keyLooksLike: null,
  keyUrl: null,
  keyVariable: null,
  modelsPath: '/v1/models',
  suggestedModels: [],
  prices: 'free',
};

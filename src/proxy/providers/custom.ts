import type { ProviderDefinition } from './provider-definition';

/** Any other server: the user gives address and dialect. */
export const custom: ProviderDefinition = {
  id: 'custom',
  name: 'Custom',
  baseUrl: null,
  dialect: null,
  auth: null,
  needsKey: false,
  keyLooksLike: null,
  keyUrl: null,
  keyVariable: null,
  modelsPath: '/models',
  suggestedModels: [],
  prices: 'unknown',
};

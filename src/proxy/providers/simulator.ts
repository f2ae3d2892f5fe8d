import type { ProviderDefinition } from './provider-definition';

/** The provider inside the app: it listens on a loopback socket of its own and is paid in play money. */
export const simulator: ProviderDefinition = {
  id: 'simulator',
  name: 'Simulator',
  group: 'other',
  endpoints: [{ dialect: 'openai-chat', baseUrl: null }],
  auth: 'bearer',
  needsKey: false,
  keyLooksLike: null,
  keyUrl: null,
  keyVariable: null,
  modelsUrl: '/models',
  suggestedModels: ['simulator-fast', 'simulator-large', 'simulator-flaky', 'simulator-slow'],
  prices: 'reported',
  playMoney: true,
};

import type { ProviderDefinition } from './provider-definition';

/** The provider inside the app: it listens on a loopback socket of its own and is paid in play money. */
export const simulator: ProviderDefinition = {
  id: 'simulator',
  name: 'Simulator',
  baseUrl: null,
  dialect: 'openai-chat',
  auth: null,
  needsKey: false,
  keyLooksLike: null,
  keyUrl: null,
  keyVariable: null,
  modelsPath: '/models',
  suggestedModels: ['simulator-fast', 'simulator-large', 'simulator-flaky', 'simulator-slow'],
  prices: 'reported',
  playMoney: true,
};

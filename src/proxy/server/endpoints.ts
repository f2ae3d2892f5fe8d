import type { SupportedClientDialect } from '../dialects/registry';

/** Where clients call us, and in which dialect. */
export const endpoints: { method: 'post'; path: string; dialect: SupportedClientDialect }[] = [
  { method: 'post', path: '/v1/messages', dialect: 'anthropic-messages' },
];

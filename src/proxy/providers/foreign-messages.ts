import type { Quirks, Sanitising } from '../../shared/model/quirks';

/** What a request that goes through to any server of the Messages API other than Anthropic's leaves behind (pitfall 36). */
export const FOREIGN: Sanitising[] = ['drop-attribution', 'drop-safeguards'];

/** What a server of the Messages API other than Anthropic's is taken to do while nothing better is known of it. */
export const foreignMessages: Partial<Quirks> = {
  sanitise: FOREIGN,
  // Behind it mostly stands a chat API with its own limit.
  toolNameLimit: 64,
  cacheControl: false,
  countsTokens: false,
  structuredOutput: 'words',
  webSearch: null,
};

/** What such a server leaves behind that puts messages through a model's own chat template, which knows instructions at the top only (pitfall 35). */
export const TEMPLATED: Sanitising[] = [...FOREIGN, 'fold-system-messages'];

/** What is known of one that uses chat templates. */
export const templatedMessages: Partial<Quirks> = {
  ...foreignMessages,
  sanitise: TEMPLATED,
  systemMessages: 'fold',
};

import type { Quirks, Sanitising } from '../../shared/model/quirks';
import type { ModelRule } from './provider-definition';

/** What a request that goes through to a host which may have Claude too leaves behind (pitfall 36). */
export const RESOLD: Sanitising[] = ['drop-attribution', 'drop-safeguards'];

/**
 * What a request that goes through to any other server of the Messages API leaves behind. Tool search is Anthropic's own: its
 * blocks are known to no other, and on a refusal Claude Code tries six times (docs/sources.md, Claude Code).
 */
export const FOREIGN: Sanitising[] = [...RESOLD, 'plain-tool-search', 'drop-claude-only'];

/** For the hosts of the first kind: what is behind one is told by the model. */
export const otherThanClaude: ModelRule = {
  match: /^(?!.*claude)/,
  on: 'anthropic-messages',
  alsoSanitise: ['plain-tool-search', 'drop-claude-only'],
};

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

/** What is known of one that wants the reasoning of tool-calling turns back (pitfall 25). */
export const reasoningMessages: Partial<Quirks> = { ...foreignMessages, sanitise: [...FOREIGN, 'placeholder-thinking'] };

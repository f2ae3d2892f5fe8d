import { z } from 'zod';
import { ClientDialect } from './exchange';
import { Effort } from './quirks';
import { Scenario } from './scenario';

export const MarkedScenario = Scenario.exclude(['default']);
export type MarkedScenario = z.infer<typeof MarkedScenario>;

/** Characters of the last prompt that are kept, from its beginning and from its end. */
export const LAST_TEXT_LIMIT = 1_500;

/**
 * All that a decision looks at in a request: what is read from it once, so that a stored request, a pasted one and one that
 * is made up in a form are decided on by the same code.
 */
export const RequestSummary = z.object({
  clientDialect: ClientDialect,
  /** Name and version of the calling program, e.g. `claude-cli/2.1.330`. */
  client: z.string().nullable(),
  sessionId: z.string().nullable(),
  /** As the client sent it. */
  requestedModel: z.string().nullable(),
  /** All input, as an estimate in tokens. */
  inputTokens: z.number().int().nonnegative(),
  /** What the conversation's last answer used, input and output, in tokens; null when unknown. */
  lastUsage: z.number().int().nonnegative().nullable(),
  /** The target that gave that answer, `provider/model`, and how much of its input it keeps in a cache, in tokens. */
  lastTarget: z.string().nullable(),
  cachedTokens: z.number().int().nonnegative(),
  /** What marks the request for a scenario, each as a sentence without a full stop. Effort and size are told by their own figures. */
  marks: z.partialRecord(MarkedScenario, z.string()),
  effort: Effort.nullable(),
  /** The kind of agent that it comes from, e.g. `Explore`; null for the main conversation and where it is not told. */
  agent: z.string().nullable(),
  /** The session's working directory, where its prompt names it. */
  folder: z.string().nullable(),
  /** Names of the tools that it offers. */
  tools: z.array(z.string()),
  /** The target that an agent's tag asks for. */
  tag: z.string().nullable(),
  hasImage: z.boolean(),
  /** Tokens of answer that the client allows. */
  maxTokens: z.number().int().nullable(),
  /** The last message of the user's, without the client's own notes, cut to twice {@link LAST_TEXT_LIMIT}. */
  lastText: z.string(),
  /** Names in lower case; those that hold a secret are left out. */
  headers: z.record(z.string(), z.string()),
});
export type RequestSummary = z.infer<typeof RequestSummary>;

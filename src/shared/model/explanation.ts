import { z } from 'zod';
import { Decision } from './decision';
import { ClientDialect } from './exchange';
import { RequestSummary } from './request-summary';
import { Scenario } from './scenario';

/** What is to be explained. Nobody is called for it. */
export const ExplainInput = z.discriminatedUnion('kind', [
  /** One of the last requests, by the settings of now. */
  z.object({ kind: z.literal('stored'), id: z.string() }),
  /** A request as a client would send it. */
  z.object({
    kind: z.literal('request'),
    clientDialect: ClientDialect,
    body: z.string(),
    headers: z.record(z.string(), z.string()),
  }),
  /** What a form says of a request; the rest is as of a small request that nothing marks. */
  z.object({ kind: z.literal('form'), summary: RequestSummary.partial() }),
]);
export type ExplainInput = z.infer<typeof ExplainInput>;

/** Where a request would go now, and why. */
export const Explanation = z.object({
  /** What the decision was made on. */
  summary: RequestSummary,
  scenario: Scenario,
  /** Null when no route took it. */
  route: Scenario.nullable(),
  reason: z.string(),
  /** What the client would be told; null when it goes somewhere. */
  refusal: z.string().nullable(),
  decision: Decision,
  /** In the order in which they would be asked now, those that rest after the others. */
  plan: z.array(
    z.object({
      /** `provider/model`. */
      target: z.string(),
      /** Why it would be passed over at first, as the rest of a sentence that begins with it; null when it is ready. */
      rests: z.string().nullable(),
    }),
  ),
});
export type Explanation = z.infer<typeof Explanation>;

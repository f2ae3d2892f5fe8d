import { z } from 'zod';
import { TargetName } from '../config/route-config';
import { Scenario } from './scenario';

/** A session, or a route, goes to another target for a while: the user's wish of the moment, which no config file holds. */
export const Pin = z.object({
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('session'), sessionId: z.string().min(1).max(100) }),
    z.object({ kind: z.literal('route'), route: Scenario }),
  ]),
  /** `provider/model`; the route's own targets come after it. */
  target: TargetName,
  /** Epoch ms; null: until it is taken back. */
  until: z.number().int().nullable(),
});
export type Pin = z.infer<typeof Pin>;

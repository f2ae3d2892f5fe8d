import { z } from 'zod';
import { ExchangeBodies } from '../model/bodies';

/** What the screens ask of bodies. */
export const bodiesCalls = {
  /** Of a request that has ended, redacted; or why there are none. */
  'exchanges.bodies': { input: z.object({ id: z.string() }), output: ExchangeBodies },
};

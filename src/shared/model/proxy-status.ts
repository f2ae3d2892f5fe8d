import { z } from 'zod';
import { AppErrorData } from '../error-data';

/** on: requests are routed. paused: the port is open and everything goes to one target, by default the default route's first. */
export const ProxyState = z.enum(['starting', 'on', 'paused', 'stopped', 'fault']);
export type ProxyState = z.infer<typeof ProxyState>;

export const ProxyStatus = z.object({
  state: ProxyState,
  host: z.string(),
  port: z.number().int(),
  /** `http://127.0.0.1:3456`: where clients point, whether open or not. */
  address: z.string(),
  /** Epoch milliseconds of the last change of state. */
  since: z.number().int(),
  /** Why it is in state fault. */
  fault: AppErrorData.nullable(),
  /** For a port that is taken: the next one that is free. */
  freePort: z.number().int().nullable(),
});
export type ProxyStatus = z.infer<typeof ProxyStatus>;

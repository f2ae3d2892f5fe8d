import { z } from 'zod';

/** A user's own file that says where requests go (docs/custom-router.md). */
export const CustomRouterConfig = z.strictObject({
  /** Absolute, or from the folder of the config. */
  file: z.string().min(1),
  /** An answer takes at most this long. */
  timeLimitMs: z.number().int().min(50).max(30_000).default(1_000),
  /** Of the heap of its thread. */
  memoryLimitMb: z.number().int().min(16).max(1_024).default(64),
});
export type CustomRouterConfig = z.infer<typeof CustomRouterConfig>;

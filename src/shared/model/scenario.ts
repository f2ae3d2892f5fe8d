import { z } from 'zod';

/** The classes of request that a route can be set for, in the order in which screens list them. */
export const Scenario = z.enum([
  'default',
  'background',
  'think',
  'longContext',
  'webSearch',
  'safetyCheck',
  'compact',
  'subagent',
  'image',
]);
export type Scenario = z.infer<typeof Scenario>;

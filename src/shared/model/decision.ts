import { z } from 'zod';
import { Scenario } from './scenario';

/** applied: its route took the request; not-marked: the request has no mark of it; route-unset: marked, but passed over. */
export const ScenarioCheckOutcome = z.enum(['applied', 'not-marked', 'route-unset']);
export type ScenarioCheckOutcome = z.infer<typeof ScenarioCheckOutcome>;

/** What became of one scenario when a request was classified. */
export const ScenarioCheck = z.object({
  scenario: Scenario,
  outcome: ScenarioCheckOutcome,
  /** One plain sentence. */
  why: z.string(),
});
export type ScenarioCheck = z.infer<typeof ScenarioCheck>;

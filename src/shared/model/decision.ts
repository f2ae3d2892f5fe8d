import { z } from 'zod';

/** In the order in which they are asked. */
export const DecisionStage = z.enum(['pause', 'pin', 'custom-router', 'rule', 'explicit-model', 'subagent-tag', 'scenario']);
export type DecisionStage = z.infer<typeof DecisionStage>;

/**
 * applied: it said where the request goes. changed: it changed the request, and the next was asked. no-match: it is about
 * others. passed-over: it is about this request, but could not take it. fault: it failed and was ignored. off: switched off.
 */
export const StepOutcome = z.enum(['applied', 'changed', 'no-match', 'passed-over', 'fault', 'off']);
export type StepOutcome = z.infer<typeof StepOutcome>;

/** What became of one thing that may say where a request goes. */
export const DecisionStep = z.object({
  stage: DecisionStage,
  /** The rule's name, the scenario; null where a stage has but one. */
  name: z.string().nullable(),
  outcome: StepOutcome,
  /** One plain sentence. */
  why: z.string(),
});
export type DecisionStep = z.infer<typeof DecisionStep>;

/** A target of the route: will be asked in this order, or was passed over. */
export const TargetCheck = z.object({
  /** `provider/model`. */
  target: z.string(),
  outcome: z.enum(['candidate', 'passed-over']),
  /** One plain sentence; null where nothing needs to be said. */
  why: z.string().nullable(),
});
export type TargetCheck = z.infer<typeof TargetCheck>;

/** Why a request went where it went. What its attempts came to is in the exchange. */
export const Decision = z.object({
  /** All that were asked, in order; those after the one that applied were not. */
  steps: z.array(DecisionStep),
  /** In the order in which they are asked. */
  targets: z.array(TargetCheck),
});
export type Decision = z.infer<typeof Decision>;

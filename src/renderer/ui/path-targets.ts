import type { TargetCheck } from '../../shared/model/decision';
import type { Explanation } from '../../shared/model/explanation';

/** A target at the end of a decision's path. */
export interface PathTarget {
  /** `provider/model`. */
  target: string;
  state: 'candidate' | 'resting' | 'passed-over';
  /** One plain sentence; null where nothing needs to be said. */
  why: string | null;
}

/** The targets of a request that was made: those passed over first, then those that were to be asked, in their order. */
export function listDecidedTargets(checks: readonly TargetCheck[]): PathTarget[] {
  const place = (outcome: TargetCheck['outcome']) => checks.filter((check) => check.outcome === outcome);
  return [...place('passed-over'), ...place('candidate')].map(({ target, outcome, why }) => ({ target, state: outcome, why }));
}

/** The targets of a request that is only explained: those that rest now come last and say so. */
export function listPlannedTargets(checks: readonly TargetCheck[], plan: Explanation['plan']): PathTarget[] {
  const planned = plan.map(({ target, rests }): PathTarget => {
    return rests === null ? { target, state: 'candidate', why: null } : { target, state: 'resting', why: `It ${rests}.` };
  });
  return [...listDecidedTargets(checks).filter(({ state }) => state === 'passed-over'), ...planned];
}

import type { Decision } from '../../shared/model/decision';
import type { Scenario } from '../../shared/model/scenario';
import type { TargetConfig } from '../../shared/config/route-config';
import type { RequestSummary } from '../../shared/model/request-summary';
import type { Target } from '../pipeline/exchange';
import { ProxyError } from '../errors/proxy-error';
import { chooseDestination } from './choose-destination';
import { classifyOnce, type Deliberation, type Question } from './deliberation';
import { findTarget, refusal } from './find-target';
import { listTargets, type ListedTargets } from './list-targets';

interface Choice {
  /** What the request is of. */
  scenario: Scenario;
  /** Why it goes where it goes, in plain sentences. */
  reason: string;
  decision: Decision;
}

export interface ChosenRoute extends Choice, Omit<ListedTargets, 'checks'> {
  refusal: null;
  /** What it was decided on. */
  summary: RequestSummary;
  /** Makes another target ready for this request, e.g. one that the user's own router names after a failure. */
  resolveTarget(config: TargetConfig): Target;
}

/** It goes nowhere, and the client is told so. */
export interface RefusedRoute extends Choice {
  route: null;
  targets: [];
  refusal: ProxyError;
}

/**
 * Decides where a request goes. The same for a request that is running and for one that is only to be explained, and it calls nobody.
 * A refusal is a decision too, with the error that the client gets.
 */
export function chooseRoute(question: Question): ChosenRoute | RefusedRoute {
  const deliberation: Deliberation = { ...question, changes: {}, steps: [], reasons: [], classification: null };
  const describe = (checks: Decision['targets']): Choice => {
    const { reasons, steps } = deliberation;
    const { scenario } = classifyOnce(deliberation);
    return { scenario, reason: reasons.join(' '), decision: { steps, targets: checks } };
  };
  try {
    const destination = chooseDestination(deliberation);
    if (destination.kind === 'blocked') throw refusal(destination.message);
    const { checks, ...listed } = listTargets(deliberation, destination);
    const { summary } = deliberation;
    return {
      ...listed,
      ...describe(checks),
      refusal: null,
      summary,
      resolveTarget: (config) => findTarget(deliberation, config),
    };
  } catch (error) {
    if (!(error instanceof ProxyError)) throw error;
    return { ...describe([]), route: null, targets: [], refusal: error };
  }
}

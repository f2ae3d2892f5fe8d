import { DEFAULT_EFFORT, DEFAULT_THRESHOLD, type RouteConfig, type Routes } from '../../shared/config/route-config';
import { ABSENT_SCENARIOS } from '../../shared/model/common-steps';
import type { DecisionStep, StepOutcome } from '../../shared/model/decision';
import { Effort } from '../../shared/model/quirks';
import type { MarkedScenario, RequestSummary } from '../../shared/model/request-summary';
import type { Scenario } from '../../shared/model/scenario';
import { findLongContextMark } from '../routing/find-long-context-mark';

export interface Classification {
  /** Whose route takes the request. */
  scenario: Scenario;
  /** The first that marks the request, whether or not it has a route. */
  kind: Scenario;
  /** What marks it, and which scenarios were passed over, in plain sentences. */
  reason: string;
  /** All that were considered, in order; the last one applied. */
  steps: DecisionStep[];
}

/**
 * Says what kind of request this is: the first scenario that marks it and has a route. One without a route is passed over,
 * and the reason says so; but a safety check then goes to default, since whatever else it looks like, a weak model must
 * not judge what is safe.
 */
export function classify(summary: RequestSummary, routes: Routes): Classification {
  const steps: DecisionStep[] = [];
  const passedOver: string[] = [];
  let kind: Scenario | null = null;
  for (const [scenario, absent] of ABSENT_SCENARIOS) {
    const mark = findMark(scenario, summary, routes);
    if (mark === null) {
      steps.push(absent);
      continue;
    }
    kind ??= scenario;
    const route = routes[scenario];
    if (route !== undefined) {
      const why = describeMark(mark, scenario, route);
      steps.push(step(scenario, 'applied', why));
      return { scenario, kind, reason: [...passedOver.map((sentence) => `${sentence}.`), why].join(' '), steps };
    }
    const sentence = `${mark} (${scenario}), but no route is set for ${scenario}`;
    steps.push(step(scenario, 'passed-over', `${sentence}.`));
    passedOver.push(sentence);
    if (scenario === 'safetyCheck') break;
  }
  const before = passedOver.length === 0 ? 'Nothing marks it for another route' : passedOver.join('. ');
  const reason = `${before}, so default took it.`;
  steps.push(step('default', 'applied', reason));
  return { scenario: 'default', kind: kind ?? 'default', reason, steps };
}

function findMark(scenario: MarkedScenario, summary: RequestSummary, routes: Routes): string | null {
  const { marks, inputTokens: inputEstimate, lastUsage } = summary;
  if (scenario === 'longContext')
    return findLongContextMark({ inputEstimate, lastUsage }, routes.longContext?.threshold ?? DEFAULT_THRESHOLD);
  if (scenario === 'think') return marks.think ?? findEffortMark(summary.effort, routes.think?.effort ?? DEFAULT_EFFORT);
  return marks[scenario] ?? null;
}

function findEffortMark(effort: Effort | null, level: Effort): string | null {
  const reaches = effort !== null && Effort.options.indexOf(effort) >= Effort.options.indexOf(level);
  return reaches ? `It asks for the effort ${effort}` : null;
}

function describeMark(mark: string, scenario: Scenario, { route }: RouteConfig): string {
  return route === undefined ? `${mark} (${scenario}).` : `${mark} (${scenario}), which is sent to the route ${route}.`;
}

function step(scenario: Scenario, outcome: StepOutcome, why: string): DecisionStep {
  return { stage: 'scenario', name: scenario, outcome, why };
}

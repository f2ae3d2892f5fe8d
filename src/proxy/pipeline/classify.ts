import { DEFAULT_EFFORT, DEFAULT_THRESHOLD, type Routes } from '../../shared/config/route-config';
import type { ScenarioCheck } from '../../shared/model/decision';
import type { Scenario } from '../../shared/model/scenario';
import { findBackgroundMark } from '../routing/find-background-mark';
import { findCompactMark } from '../routing/find-compact-mark';
import { findImageMark } from '../routing/find-image-mark';
import { findLongContextMark } from '../routing/find-long-context-mark';
import { findSafetyCheckMark } from '../routing/find-safety-check-mark';
import { findSubagentMark } from '../routing/find-subagent-mark';
import { findThinkMark } from '../routing/find-think-mark';
import { findWebSearchMark } from '../routing/find-web-search-mark';
import type { Classified, Received } from './exchange';

type MarkedScenario = Exclude<Scenario, 'default'>;
type FindMark = (received: Received, lastUsage: number | null, routes: Routes) => string | null;

/** How each scenario is told, in the order in which they are looked for (docs/routing.md). */
const MARKS: readonly (readonly [scenario: MarkedScenario, find: FindMark, absence: string])[] = [
  [
    'longContext',
    ({ inputEstimate }, lastUsage, routes) =>
      findLongContextMark({ inputEstimate, lastUsage }, routes.longContext?.threshold ?? DEFAULT_THRESHOLD),
    'It is not above the threshold.',
  ],
  ['safetyCheck', findSafetyCheckMark, 'It is not a safety check.'],
  ['webSearch', findWebSearchMark, 'A search tool is not all it has.'],
  ['background', findBackgroundMark, 'It is no work on the side.'],
  ['compact', findCompactMark, 'It does not compact the conversation.'],
  ['subagent', findSubagentMark, 'It does not come from a subagent.'],
  ['image', findImageMark, 'It holds no image.'],
  [
    'think',
    (received, _lastUsage, routes) => findThinkMark(received, routes.think?.effort ?? DEFAULT_EFFORT),
    'It asks for no more thought than usual.',
  ],
];

/**
 * Says what kind of request this is: the first scenario that marks it and has a route. One without a route is passed over,
 * and the reason says so; but a safety check then goes to default, since whatever else it looks like, a weak model must
 * not judge what is safe. `lastUsage` is what the conversation's last answer used, in tokens; null when unknown.
 */
export function classify(received: Received, lastUsage: number | null): Classified {
  const { routes } = received.settings.source.config;
  const checks: ScenarioCheck[] = [];
  const passedOver: string[] = [];
  for (const [scenario, find, absence] of MARKS) {
    const mark = find(received, lastUsage, routes);
    if (mark === null) {
      checks.push({ scenario, outcome: 'not-marked', why: absence });
      continue;
    }
    const route = routes[scenario];
    if (route !== undefined) {
      const why =
        route.route === undefined
          ? `${mark} (${scenario}).`
          : `${mark} (${scenario}), which is sent to the route ${route.route}.`;
      checks.push({ scenario, outcome: 'applied', why });
      const scenarioReason = [...passedOver.map((sentence) => `${sentence}.`), why].join(' ');
      return { ...received, scenario, scenarioReason, checks };
    }
    const sentence = `${mark} (${scenario}), but no route is set for ${scenario}`;
    checks.push({ scenario, outcome: 'route-unset', why: `${sentence}.` });
    passedOver.push(sentence);
    if (scenario === 'safetyCheck') break;
  }
  const before = passedOver.length === 0 ? 'Nothing marks it for another route' : passedOver.join('. ');
  const scenarioReason = `${before}, so default took it.`;
  checks.push({ scenario: 'default', outcome: 'applied', why: scenarioReason });
  return { ...received, scenario: 'default', scenarioReason, checks };
}

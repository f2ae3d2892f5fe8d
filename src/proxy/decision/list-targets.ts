import { followRoute, type Strategy, type TargetConfig } from '../../shared/config/route-config';
import type { TargetCheck } from '../../shared/model/decision';
import type { Scenario } from '../../shared/model/scenario';
import type { Target } from '../pipeline/exchange';
import { findLargest, fitTargets } from '../routing/fit-targets';
import { note, type Deliberation, type Destination } from './deliberation';
import { expectCost } from './expect-cost';
import { findPin } from './find-pin';
import { findTarget, isEnabled, nameTarget, refusal } from './find-target';
import { orderTargets } from './order-targets';

/** The targets of a request, each with what became of it. */
export interface ListedTargets {
  /** The route whose targets they are; null where they are nobody's. */
  route: Scenario | null;
  /** In the order in which they are asked. */
  targets: [Target, ...Target[]];
  /** Those of longContext, for a request that an upstream finds too long. */
  overflowTargets(): Target[];
  checks: TargetCheck[];
}

interface Candidates {
  route: Scenario | null;
  configs: readonly TargetConfig[];
  strategy: Strategy;
}

/**
 * The targets of a destination: those that are switched on, in the order of the route's strategy, without those that can't hold the
 * request or see its image. Where none of a route's targets can hold it, those of longContext may; else the largest says itself that it
 * cannot. Throws a refusal where there is nobody.
 */
export function listTargets(deliberation: Deliberation, destination: Exclude<Destination, { kind: 'blocked' }>): ListedTargets {
  if (destination.kind === 'only') return listOnly(deliberation, destination.target);
  const { summary, reasons } = deliberation;
  const { route, configs, strategy } = findCandidates(deliberation, destination);
  const takenBy = destination.kind === 'preferred' ? null : route;
  const checks: TargetCheck[] = [];
  const enabled = configs.filter((config) => {
    const isOn = isEnabled(deliberation, config);
    if (!isOn) checks.push({ target: config.target, outcome: 'passed-over', why: 'Its provider is switched off.' });
    return isOn;
  });
  const preferred = destination.kind === 'preferred' ? destination.target : findPinned(deliberation, route);
  const { ordered, choice } = orderByStrategy(deliberation, enabled, strategy, route);
  const [first, ...rest] = [
    ...(preferred === null ? [] : [findTarget(deliberation, { target: preferred })]),
    ...ordered.filter((target) => nameTarget(target) !== preferred),
  ];
  if (!first) throw refuseSwitchedOff(route);
  const candidates: [Target, ...Target[]] = [first, ...rest];
  const overflowTargets = () => listOverflowTargets(deliberation, route);
  const seeing = passOverBlind(candidates, summary.hasImage, checks, reasons);
  const own = fitTargets(seeing, summary.inputTokens);
  const more = own.fitting.length > 0 ? [] : fitTargets(overflowTargets(), summary.inputTokens).fitting;
  const [chosen = findLargest([...seeing, ...overflowTargets()]), ...others] = [...own.fitting, ...more];
  reasons.push(...own.passedOver.map(({ target, why }) => `${nameTarget(target)} was passed over: ${why}.`));
  if (more.length > 0) reasons.push('So longContext took it.');
  checks.push(
    ...own.passedOver
      .filter(({ target }) => target !== chosen)
      .map(({ target, why }) => ({
        target: nameTarget(target),
        outcome: 'passed-over' as const,
        why: `It was passed over: ${why}.`,
      })),
    ...[chosen, ...others].map((target) => candidate(target, target === ordered[0] ? choice : null)),
  );
  return { route: more.length > 0 ? 'longContext' : takenBy, targets: [chosen, ...others], overflowTargets, checks };
}

function listOnly(deliberation: Deliberation, name: string): ListedTargets {
  const target = findTarget(deliberation, { target: name });
  return { route: null, targets: [target], overflowTargets: () => [], checks: [candidate(target, null)] };
}

function candidate(target: Target, why: string | null): TargetCheck {
  return { target: nameTarget(target), outcome: 'candidate', why };
}

function findCandidates({ settings }: Deliberation, destination: Destination): Candidates {
  if (destination.kind === 'targets') return { route: null, configs: destination.targets, strategy: 'ordered' };
  const scenario = 'route' in destination ? destination.route : 'default';
  if (settings.providers.size === 0) {
    const { configFault } = settings.source;
    if (configFault !== null)
      throw refusal(`Nothing is set up, since the config file has a fault: ${configFault} Mend it; it applies at once.`);
    throw refusal('Switchyard has no provider yet. Open it and add one under Providers, or try the built-in simulator.');
  }
  const found = followRoute(settings.source.config.routes, scenario);
  if (found !== null) return { route: found.route, configs: found.targets, strategy: found.strategy };
  if (destination.kind === 'preferred') return { route: null, configs: [], strategy: 'ordered' };
  throw refusal(`The route "${scenario}" has no target. Choose one in Switchyard under Routes.`);
}

function refuseSwitchedOff(route: Scenario | null) {
  const whose = route === null ? 'of its targets' : `of the route "${route}"`;
  return refusal(`Every provider ${whose} is switched off. Switch one on in Switchyard under Providers.`);
}

/** What the user has sent the route to for a while. */
function findPinned(deliberation: Deliberation, route: Scenario | null): string | null {
  const pin = findPin(deliberation, ({ scope }) => scope.kind === 'route' && scope.route === route);
  if (pin === undefined) return null;
  note(deliberation, 'pin', route, 'changed', `The route ${route} is pinned to ${pin.target}${pin.term}.`);
  return pin.target;
}

interface OrderedTargets {
  ordered: Target[];
  /** Why the first of them is first; null where that is by its place. */
  choice: string | null;
}

function orderByStrategy(
  deliberation: Deliberation,
  configs: TargetConfig[],
  strategy: Strategy,
  route: Scenario | null,
): OrderedTargets {
  if (strategy === 'ordered') return { ordered: configs.map((config) => findTarget(deliberation, config)), choice: null };
  const { figures, now, summary, seed, reasons } = deliberation;
  const ranked = configs.map((config) => {
    const target = findTarget(deliberation, config);
    return {
      target,
      name: config.target,
      weight: config.weight ?? 1,
      firstTokenMs: () => figures.firstTokenMs(config.target, now),
      expectedCost: () => expectCost(deliberation, target, route ?? 'default'),
    };
  });
  const { targets, reason } = orderTargets(ranked, strategy, summary.sessionId ?? seed);
  if (reason !== null) reasons.push(reason);
  return { ordered: targets.map(({ target }) => target), choice: reason };
}

/** A target known to lack vision is no help with an image, unless there is no other. */
function passOverBlind(
  candidates: [Target, ...Target[]],
  hasImage: boolean,
  checks: TargetCheck[],
  reasons: string[],
): [Target, ...Target[]] {
  if (!hasImage) return candidates;
  const [first, ...rest] = candidates.filter(({ model }) => model.vision !== false);
  if (!first) return candidates;
  for (const target of candidates.filter(({ model }) => model.vision === false)) {
    checks.push({ target: nameTarget(target), outcome: 'passed-over', why: 'It was passed over: it takes no images.' });
    reasons.push(`${nameTarget(target)} was passed over: it takes no images.`);
  }
  return [first, ...rest];
}

/** None where the route is longContext itself, or that one is not set or switched off. */
function listOverflowTargets(deliberation: Deliberation, route: Scenario | null): Target[] {
  const found = followRoute(deliberation.settings.source.config.routes, 'longContext');
  if (found === null || found.route === route) return [];
  return found.targets.filter((config) => isEnabled(deliberation, config)).map((config) => findTarget(deliberation, config));
}

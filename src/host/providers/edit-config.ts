import { splitTarget, type ConfigFile } from '../../shared/config/config-schema';
import type { RoutePrivacy } from '../../shared/model/route-summary';
import type { Scenario } from '../../shared/model/scenario';
import type { ProviderEntry } from './to-provider-entry';

/** Puts the entry in the place of the provider `previousId`, or at the end; targets and budgets follow a new id. */
export function putProvider(file: ConfigFile, entry: ProviderEntry, previousId: string | null): ConfigFile {
  const providers = file.providers ?? [];
  if (previousId === null) return { ...file, providers: [...providers, entry] };
  const put = { ...file, providers: providers.map((provider) => (provider.id === previousId ? entry : provider)) };
  if (previousId === entry.id) return put;
  const move = (targets: unknown) => [targets].flat().map((target) => moveTarget(target, previousId, entry.id));
  return {
    ...put,
    routes: moveRoutes(file.routes ?? {}, move),
    ...(file.rules && { rules: file.rules.map((rule) => moveRule(rule, move)) }),
    ...(file.budgets && { budgets: file.budgets.map((budget) => moveBudget(budget, previousId, entry.id)) }),
    ...(file.pauseTarget !== undefined && { pauseTarget: movePauseTarget(file.pauseTarget, previousId, entry.id) }),
  };
}

export function dropProvider(file: ConfigFile, id: string): ConfigFile {
  return { ...file, providers: (file.providers ?? []).filter((provider) => provider.id !== id) };
}

/**
 * Gives a route targets of its own and leaves its other settings, and those of each target that it had before; without targets the
 * route is taken out.
 */
export function putTargets(file: ConfigFile, scenario: Scenario, targets: string[]): ConfigFile {
  const { [scenario]: route, ...others } = file.routes ?? {};
  if (targets.length === 0) return { ...file, routes: others };
  const { route: _sentTo, ...settings } = route ?? {};
  const before = [settings.targets ?? []].flat();
  const kept = targets.map((target) => before.find((entry) => nameOf(entry) === target) ?? target);
  return { ...file, routes: { ...file.routes, [scenario]: { ...settings, targets: kept } } };
}

/** Says what may be kept of a route's requests; null: what is said elsewhere holds. A route that is not set stays so. */
export function putPrivacy(file: ConfigFile, { scenario, bodies, private: isPrivate }: RoutePrivacy): ConfigFile {
  const route = file.routes?.[scenario];
  if (route === undefined) return file;
  const { bodies: _bodies, private: _private, ...others } = route;
  const wishes = { ...(bodies !== null && { bodies }), ...(isPrivate && { private: true }) };
  return { ...file, routes: { ...file.routes, [scenario]: { ...others, ...wishes } } };
}

type Routes = NonNullable<ConfigFile['routes']>;
type Rule = NonNullable<ConfigFile['rules']>[number];
type Budget = NonNullable<ConfigFile['budgets']>[number];
type Move = (targets: unknown) => unknown[];

/** Of a target as it stands in the file: a text, or an object with more. */
function nameOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'target' in entry ? entry.target : entry;
}

/** A target as it stands in the file, with another provider where it is at `from`. */
function moveTarget(entry: unknown, from: string, to: string): unknown {
  const name = nameOf(entry);
  if (typeof name !== 'string' || !name.startsWith(`${from}/`)) return entry;
  const moved = to + name.slice(from.length);
  return typeof entry === 'object' ? { ...entry, target: moved } : moved;
}

/** It may be a provider alone. */
function movePauseTarget(target: string, from: string, to: string): string {
  return splitTarget(target).providerId === from ? to + target.slice(from.length) : target;
}

function moveRoutes(routes: Routes, move: Move): Routes {
  return Object.fromEntries(
    Object.entries(routes).map(([scenario, route]) => [
      scenario,
      route.targets === undefined ? route : { ...route, targets: move(route.targets) },
    ]),
  );
}

function moveBudget(budget: Budget, from: string, to: string): Budget {
  return budget.scope?.provider === from ? { ...budget, scope: { ...budget.scope, provider: to } } : budget;
}

function moveRule(rule: Rule, move: Move): Rule {
  const { targets, models } = rule.then;
  const then = { ...rule.then };
  if (targets !== undefined) then.targets = move(targets);
  if (models !== undefined) then.models = Object.fromEntries(Object.entries(models).map(([model, its]) => [model, move(its)]));
  return { ...rule, then };
}

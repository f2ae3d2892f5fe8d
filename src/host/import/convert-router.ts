import type { ConfigFile } from '../../shared/config/config-schema';
import type { Scenario } from '../../shared/model/scenario';
import type { ConvertedProvider } from './convert-provider';
import type { ImportReport, SourcePath } from './import-report';
import { isSourceObject } from './source-object';
import { escapeDollars } from './source-text';

type Routes = NonNullable<ConfigFile['routes']>;

/** What a route means here that it did not mean there; empty where both mean the same. */
const MEANING = {
  default: '',
  background: '',
  think: 'Here it takes plan mode and raised effort, not every request that holds "thinking".',
  longContext: '',
  webSearch: '',
  image: 'Requests with images go to it as they are.',
} satisfies Partial<Record<Scenario, string>>;
type RoutedScenario = keyof typeof MEANING;

/** Claude Code Router's own, in tokens, where the file names none. */
const DEFAULT_THRESHOLD = 60_000;

interface Target {
  target: string;
  note: string;
}

/** A target as the file writes it: `provider,model`; or a sentence on why there is none. */
export type FindTarget = (written: unknown) => Target | { problem: string };

/** Looks targets up among the providers that were taken; their names are compared without regard to case. */
export function createTargetFinder(providers: readonly ConvertedProvider[]): FindTarget {
  return (written) => {
    if (typeof written !== 'string' || written.trim() === '') return { problem: 'It names no "provider,model".' };
    const comma = written.indexOf(',');
    if (comma < 0) return findBareModel(written.trim(), providers);
    const name = written.slice(0, comma).trim();
    const model = written.slice(comma + 1).trim();
    const provider =
      providers.find(({ sourceName }) => sourceName === name) ??
      providers.find(({ sourceName }) => sourceName.toLowerCase() === name.toLowerCase());
    if (!provider || name === '') return { problem: 'Its provider is not in Providers, or was left out.' };
    if (model === '') return { problem: 'It names no model.' };
    const known =
      provider.models.find((one) => one === model) ?? provider.models.find((one) => one.toLowerCase() === model.toLowerCase());
    const note = known === undefined ? 'Its model is not among the models of its provider.' : '';
    return { target: toTarget(provider, known ?? model), note };
  };
}

function findBareModel(model: string, providers: readonly ConvertedProvider[]): Target | { problem: string } {
  const serving = providers.filter(({ models }) => models.includes(model));
  const [provider] = serving;
  if (!provider || serving.length > 1)
    return { problem: 'It names a model without a provider, and not just one provider lists it.' };
  return { target: toTarget(provider, model), note: 'It names no provider; only one lists its model.' };
}

function toTarget({ entry }: ConvertedProvider, model: string): string {
  return `${entry.id}/${escapeDollars(model)}`;
}

/** Router: a route for each scenario that is set. */
export function convertRouter(value: unknown, path: SourcePath, find: FindTarget, report: ImportReport): Routes {
  const routes: Routes = {};
  if (!isSourceObject(value)) {
    report.leftOut(path, 'It is no object with routes.');
    return routes;
  }
  if (Object.keys(value).length === 0) report.leftOut(path, 'It is empty.');
  for (const [key, written] of Object.entries(value)) {
    const here = [...path, key];
    if (key === 'longContextThreshold') continue;
    if (!isRouted(key)) {
      report.leftOut(here, reasonFor(key));
      continue;
    }
    const found = find(written);
    if ('problem' in found) {
      report.leftOut(here, written === '' || written === null ? 'The route is not set.' : found.problem);
      continue;
    }
    routes[key] = { targets: [found.target], ...(key === 'longContext' && { threshold: DEFAULT_THRESHOLD }) };
    const notes = [MEANING[key], found.note].filter(Boolean).join(' ');
    if (MEANING[key] === '' || key === 'image') report.taken(here, `routes.${key}.targets`, notes);
    else report.changed(here, `routes.${key}.targets`, notes);
  }
  if (Object.hasOwn(value, 'longContextThreshold')) {
    setThreshold(value.longContextThreshold, [...path, 'longContextThreshold'], routes, report);
  }
  return routes;
}

function isRouted(key: string): key is RoutedScenario {
  return Object.hasOwn(MEANING, key);
}

function reasonFor(key: string): string {
  if (['rules', 'builtInRules', 'fallback'].includes(key)) return 'Switchyard does not read the rules of Claude Code Router 3.';
  return 'Switchyard has no route of this name.';
}

function setThreshold(value: unknown, path: SourcePath, routes: Routes, report: ImportReport): void {
  const route = routes.longContext;
  const threshold = typeof value === 'string' ? Number(value) : value;
  if (!route) return report.leftOut(path, 'There is no route longContext that it could hold for.');
  // 0 means the default there.
  if (typeof threshold !== 'number' || !Number.isSafeInteger(threshold) || threshold <= 0) {
    return report.changed(
      path,
      'routes.longContext.threshold',
      `It is no whole number above 0; ${DEFAULT_THRESHOLD} is set, as there.`,
    );
  }
  routes.longContext = { ...route, threshold };
  report.taken(path, 'routes.longContext.threshold');
}

/** fallback: more targets for the routes that are set; the routes are changed in place. */
export function addFallbacks(value: unknown, path: SourcePath, routes: Routes, find: FindTarget, report: ImportReport): void {
  if (!isSourceObject(value) || Object.keys(value).length === 0) return report.leftOut(path, 'It holds no lists of targets.');
  for (const [key, list] of Object.entries(value)) {
    const route = isRouted(key) ? routes[key] : undefined;
    if (!route) {
      report.leftOut([...path, key], `There is no route ${key} that it could be for.`);
      continue;
    }
    const items: unknown[] = Array.isArray(list) ? (list as unknown[]) : [list];
    if (items.length === 0) report.leftOut([...path, key], 'It is empty.');
    const targets = route.targets as string[];
    items.forEach((written, index) => {
      const here = Array.isArray(list) ? [...path, key, index] : [...path, key];
      const found = find(written);
      if ('problem' in found) return report.leftOut(here, found.problem);
      if (targets.includes(found.target)) return report.leftOut(here, 'It is a target of the route already.');
      targets.push(found.target);
      report.taken(here, `routes.${key}.targets`, ['Tried after the ones before it.', found.note].filter(Boolean).join(' '));
    });
  }
}

import type { ConfigFile } from '../../shared/config/config-schema';
import type { Scenario } from '../../shared/model/scenario';
import type { FindTarget } from './find-target';
import type { ImportReport, SourcePath } from './import-report';
import { isSourceObject } from './source-object';

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
export type RoutedScenario = keyof typeof MEANING;

/** Claude Code Router's own, in tokens, where the file names none. */
export const DEFAULT_THRESHOLD = 60_000;

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
    if (key === 'longContextThreshold' || NEWER_KEYS.includes(key)) continue;
    if (!isRouted(key)) {
      report.leftOut(here, 'Switchyard has no route of this name.');
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

/** What Claude Code Router 3 has in Router instead; converted by `convert-rules.ts` and `add-fallbacks.ts`. */
export const NEWER_KEYS: readonly string[] = ['rules', 'builtInRules', 'fallback'];

export function isRouted(key: string): key is RoutedScenario {
  return Object.hasOwn(MEANING, key);
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

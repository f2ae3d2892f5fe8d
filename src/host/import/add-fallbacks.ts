import type { ConfigFile } from '../../shared/config/config-schema';
import { isRouted } from './convert-router';
import type { FindTarget } from './find-target';
import type { ImportReport, SourcePath } from './import-report';
import { isSourceObject } from './source-object';

type Routes = NonNullable<ConfigFile['routes']>;

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

/**
 * The targets that Claude Code Router 3 asks after a failure: `models` of a fallback whose `mode` is model-chain. They are
 * reported as being in `to`; a sentence in its place says why they are not used.
 */
export function readChain(
  value: unknown,
  path: SourcePath,
  to: string | { problem: string },
  find: FindTarget,
  report: ImportReport,
): string[] {
  if (!isSourceObject(value) || Object.keys(value).length === 0) {
    report.leftOut(path, 'It is no object with a mode.');
    return [];
  }
  const isChain = value.mode === 'model-chain';
  const targets: string[] = [];
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, key];
    if (key === 'models' && Array.isArray(inner) && inner.length > 0) {
      (inner as unknown[]).forEach((written, index) => {
        const found = find(written);
        const place = [...here, index];
        if (!isChain) report.leftOut(place, 'The list is switched off: mode is not model-chain.');
        else if (typeof to !== 'string') report.leftOut(place, to.problem);
        else if ('problem' in found) report.leftOut(place, found.problem);
        else if (targets.includes(found.target)) report.leftOut(place, 'It is there already.');
        else {
          targets.push(found.target);
          report.taken(place, to, ['Tried after the ones before it.', found.note].filter(Boolean).join(' '));
        }
      });
    } else report.leftOut(here, CHAIN_REASONS[key] ?? 'Switchyard has no setting of this name here.');
  }
  return targets;
}

const CHAIN_REASONS: Readonly<Record<string, string | undefined>> = {
  mode: 'Not needed: a target that fails is followed by the route’s others, and then asked again.',
  models: 'It names no target.',
  retryCount: 'Switchyard decides by itself how often a target is asked again.',
};

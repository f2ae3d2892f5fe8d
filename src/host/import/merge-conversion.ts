import { isDeepStrictEqual } from 'node:util';
import { type ConfigFile, DEFAULT_HOST, DEFAULT_PORT } from '../../shared/config/config-schema';
import type { Conversion } from './convert-classic-config';
import type { ImportLine } from './import-report';

export interface Merged {
  file: ConfigFile;
  report: ImportLine[];
}

/**
 * Adds what was converted to the present config. Nothing that is set there is replaced: a route, an address or a level that
 * differs stays, and the report says so. `present` holds the ids of providers that are there already with the same content.
 */
export function mergeConversion(file: ConfigFile, { config, report }: Conversion, present: ReadonlySet<string>): Merged {
  const kept = new Map<string, string>();
  const routes = mergeRoutes(file, config, kept);
  const listen = mergeListen(file, config, kept);
  const logging = mergeLogging(file, config, kept);
  const providers = [...(file.providers ?? []), ...(config.providers ?? []).filter(({ id }) => !present.has(id))];
  return {
    file: { ...file, ...(listen && { listen }), providers, routes, ...(logging && { logging }) },
    report: report.map((line) => describeKept(line, kept) ?? describePresent(line, present) ?? line),
  };
}

type Routes = NonNullable<ConfigFile['routes']>;

function mergeRoutes(file: ConfigFile, config: ConfigFile, kept: Map<string, string>): Routes {
  const routes: Routes = { ...file.routes };
  for (const [scenario, route] of Object.entries(config.routes ?? {}) as [keyof Routes, NonNullable<Routes[keyof Routes]>][]) {
    const before = routes[scenario];
    if (!before) routes[scenario] = route;
    else if (!isDeepStrictEqual({ ...before, targets: [before.targets].flat() }, route)) {
      const targets = [route.targets].flat().join(', ');
      kept.set(`routes.${scenario}`, `The route is set in Switchyard already and stays as it is; here it would be ${targets}.`);
    }
  }
  return routes;
}

function mergeListen({ listen: before }: ConfigFile, { listen }: ConfigFile, kept: Map<string, string>): ConfigFile['listen'] {
  if (!listen) return before;
  const merged = { ...before };
  if (listen.host !== undefined) {
    if ((before?.host ?? DEFAULT_HOST) === DEFAULT_HOST || before?.host === listen.host) merged.host = listen.host;
    else kept.set('listen.host', STAYS);
  }
  if (listen.port !== undefined) {
    if ((before?.port ?? DEFAULT_PORT) === DEFAULT_PORT || before?.port === listen.port) merged.port = listen.port;
    else kept.set('listen.port', STAYS);
  }
  return merged;
}

const STAYS = 'Switchyard has its own already, which stays as it is.';

function mergeLogging(
  { logging: before }: ConfigFile,
  { logging }: ConfigFile,
  kept: Map<string, string>,
): ConfigFile['logging'] {
  if (!logging || before?.level === logging.level) return before;
  if (before?.level === undefined) return { ...before, ...logging };
  kept.set('logging.level', STAYS);
  return before;
}

function describeKept(line: ImportLine, kept: ReadonlyMap<string, string>): ImportLine | null {
  for (const [place, note] of kept) {
    if (line.to === place || line.to?.startsWith(`${place}.`)) return { ...line, to: null, note, kind: 'left-out' };
  }
  return null;
}

function describePresent(line: ImportLine, present: ReadonlySet<string>): ImportLine | null {
  const [, id, place] = /^providers\.([^.]+)\.(\w+)/.exec(line.to ?? '') ?? [];
  if (id === undefined || !present.has(id)) return null;
  if (place === 'id') return { ...line, note: `The provider ${id} is in Switchyard already, just so.` };
  return place === 'keys' ? { ...line, note: 'Its key is read from where it was read before.' } : null;
}

import { isDeepStrictEqual } from 'node:util';
import { type ConfigFile, DEFAULT_HOST, DEFAULT_PORT } from '../../shared/config/config-schema';
import type { Conversion } from './convert-classic-config';
import type { ImportLine } from './import-report';
import { type ImportedRule, nameRule } from './imported-rule';
import { nameOfTarget } from './target-overrides';

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
  const network = mergeNetwork(file, config, kept);
  const customRouter = mergeCustomRouter(file, config, kept);
  const rules = mergeRules(file, config);
  const providers = [...(file.providers ?? []), ...(config.providers ?? []).filter(({ id }) => !present.has(id))];
  return {
    file: {
      ...file,
      ...(listen && { listen }),
      ...(network && { network }),
      providers,
      routes,
      ...(customRouter && { customRouter }),
      ...(rules.all && { rules: rules.all }),
      ...(logging && { logging }),
    },
    report: report.map((line) => {
      return describeKept(line, kept) ?? describePresent(line, present) ?? describeRule(line, rules) ?? line;
    }),
  };
}

type Routes = NonNullable<ConfigFile['routes']>;

function mergeRoutes(file: ConfigFile, config: ConfigFile, kept: Map<string, string>): Routes {
  const routes: Routes = { ...file.routes };
  for (const [scenario, route] of Object.entries(config.routes ?? {}) as [keyof Routes, NonNullable<Routes[keyof Routes]>][]) {
    const before = routes[scenario];
    if (!before) routes[scenario] = route;
    else if (!isDeepStrictEqual({ ...before, targets: [before.targets].flat() }, route)) {
      const targets = [route.targets].flat().map(nameOfTarget).join(', ');
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

function mergeNetwork(
  { network: before }: ConfigFile,
  { network }: ConfigFile,
  kept: Map<string, string>,
): ConfigFile['network'] {
  if (!network || before?.proxy === network.proxy) return before;
  if (before?.proxy === undefined) return { ...before, ...network };
  kept.set('network.proxy', STAYS);
  return before;
}

function mergeCustomRouter(
  { customRouter: before }: ConfigFile,
  { customRouter }: ConfigFile,
  kept: Map<string, string>,
): ConfigFile['customRouter'] {
  if (!before || !customRouter || before.file === customRouter.file) return before ?? customRouter;
  kept.set('customRouter.file', STAYS);
  return before;
}

interface MergedRules {
  /** Undefined where the config has no rules before or after. */
  all: ConfigFile['rules'];
  /** Names of rules that are there already, just so. */
  present: Set<string>;
  /** Names that another rule has already, and those that were chosen. */
  renamed: Map<string, string>;
}

/** New rules come after those that are there, which so keep their say. */
function mergeRules({ rules: before }: ConfigFile, { rules = [] }: ConfigFile): MergedRules {
  const merged: MergedRules = { all: before, present: new Set(), renamed: new Map() };
  const names = new Set((before ?? []).map((rule) => String((rule as { name?: unknown }).name)));
  for (const rule of rules as ImportedRule[]) {
    const { name, ...content } = rule;
    if ((before ?? []).some((one) => isSameRule(one as ImportedRule, rule))) merged.present.add(name);
    else {
      const free = nameRule(name, names);
      if (free !== name) merged.renamed.set(name, free);
      merged.all = [...(merged.all ?? []), { name: free, ...content }];
    }
  }
  return merged;
}

/** The name may have been changed by an earlier import. */
function isSameRule({ name: name1, ...rule1 }: ImportedRule, { name: name2, ...rule2 }: ImportedRule): boolean {
  return String(name1).startsWith(name2) && isDeepStrictEqual(rule1, rule2);
}

function describeRule(line: ImportLine, { present, renamed }: MergedRules): ImportLine | null {
  const name = line.to?.startsWith('rules: ') ? line.to.slice('rules: '.length) : null;
  if (name === null) return null;
  if (present.has(name)) return { ...line, note: 'The rule is in Switchyard already, just so.' };
  const free = renamed.get(name);
  return free === undefined ? null : { ...line, to: `rules: ${free}` };
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

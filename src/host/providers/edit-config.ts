import type { ConfigFile } from '../../shared/config/config-schema';
import type { Scenario } from '../../shared/model/scenario';
import type { ProviderEntry } from './to-provider-entry';

/** Puts the entry in the place of the provider `previousId`, or at the end; targets follow a new id. */
export function putProvider(file: ConfigFile, entry: ProviderEntry, previousId: string | null): ConfigFile {
  const providers = file.providers ?? [];
  if (previousId === null) return { ...file, providers: [...providers, entry] };
  const put = { ...file, providers: providers.map((provider) => (provider.id === previousId ? entry : provider)) };
  return previousId === entry.id ? put : { ...put, routes: moveTargets(file.routes ?? {}, previousId, entry.id) };
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

type Routes = NonNullable<ConfigFile['routes']>;

/** Of a target as it stands in the file: a text, or an object with more. */
function nameOf(entry: unknown): unknown {
  return typeof entry === 'object' && entry !== null && 'target' in entry ? entry.target : entry;
}

function moveTargets(routes: Routes, from: string, to: string): Routes {
  const move = (name: unknown) => (typeof name === 'string' && name.startsWith(`${from}/`) ? to + name.slice(from.length) : name);
  const moveEntry = (entry: unknown) =>
    typeof entry === 'object' && entry !== null ? { ...entry, target: move(nameOf(entry)) } : move(entry);
  return Object.fromEntries(
    Object.entries(routes).map(([scenario, route]) => [
      scenario,
      route.targets === undefined ? route : { ...route, targets: [route.targets].flat().map(moveEntry) },
    ]),
  );
}

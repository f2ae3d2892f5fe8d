import { splitTarget, type Config, type TargetParts } from './config-schema';
import { followRoute } from './route-config';

/** The default route's first target whose provider is switched on; null when there is none. */
export function findDefaultTarget({ routes, providers }: Pick<Config, 'routes' | 'providers'>): TargetParts | null {
  const on = new Set(providers.filter(({ enabled }) => enabled).map(({ id }) => id));
  const targets = followRoute(routes, 'default')?.targets.map(({ target }) => splitTarget(target));
  return targets?.find(({ providerId }) => on.has(providerId)) ?? null;
}

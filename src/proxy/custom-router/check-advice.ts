import { splitTarget, type Config } from '../../shared/config/config-schema';
import { followRoute } from '../../shared/config/route-config';
import type { RouterAdvice } from './router-question';

/** Turns advice that this config cannot follow into a fault. `name` is the router's file. */
export function checkAdvice(advice: RouterAdvice, config: Config, name: string): RouterAdvice {
  if (advice?.kind === 'target') {
    const { providerId } = splitTarget(advice.target);
    const enabled = config.providers.filter((provider) => provider.enabled).map(({ id }) => id);
    if (enabled.includes(providerId)) return advice;
    const isOff = config.providers.some(({ id }) => id === providerId);
    const what = isOff ? 'is switched off' : 'is not set up';
    const ids = enabled.join(', ') || 'none';
    return {
      kind: 'fault',
      message: `${name} chose ${advice.target}, but the provider "${providerId}" ${what}. Ready are: ${ids}.`,
    };
  }
  if (advice?.kind === 'route' && followRoute(config.routes, advice.route) === null) {
    return { kind: 'fault', message: `${name} chose the route "${advice.route}", which is not set.` };
  }
  return advice;
}

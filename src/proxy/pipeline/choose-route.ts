import { splitTarget } from '../../shared/config/config-schema';
import { ProxyError } from '../errors/proxy-error';
import type { Classified, CompiledSettings, Routed, Target } from './exchange';

/**
 * Decides where a request goes: to default's first target while routing is paused, to the target that the client
 * named (`provider,model`, as Claude Code Router users write it, or `provider/model`), or to the scenario's route.
 * Throws a ProxyError that says what to do when there is nowhere to go.
 */
export function chooseRoute(classified: Classified): Routed {
  const { settings } = classified;
  if (settings.source.paused) {
    const [first] = routeTargets(settings, 'default');
    return {
      ...classified,
      route: 'default',
      targets: [first],
      reason: 'Routing is paused, so it went to the first target of default.',
    };
  }
  const explicit = findExplicitTarget(settings, classified.request.model);
  if (explicit) {
    const name = `${explicit.provider.id}/${explicit.model.id}`;
    return { ...classified, route: null, targets: [explicit], reason: `The client asked for ${name} by name.` };
  }
  return {
    ...classified,
    route: classified.scenario,
    targets: routeTargets(settings, classified.scenario),
    reason: classified.scenarioReason,
  };
}

function findExplicitTarget(settings: CompiledSettings, requested: string | null): Target | null {
  if (requested === null) return null;
  const comma = requested.indexOf(',');
  if (comma > 0) {
    const id = requested.slice(0, comma).trim().toLowerCase();
    if (!settings.providers.has(id)) {
      throw refusal(`The model "${requested}" names the provider "${id}", which is not set up. ${listProviders(settings)}`);
    }
    return findTarget(settings, id, requested.slice(comma + 1).trim());
  }
  const { providerId, model } = splitTarget(requested);
  // A slash is common in plain model ids too, so only a known provider makes it an explicit target.
  return requested.includes('/') && settings.providers.has(providerId) ? findTarget(settings, providerId, model) : null;
}

function routeTargets(settings: CompiledSettings, scenario: Classified['scenario']): [Target, ...Target[]] {
  if (settings.providers.size === 0) {
    const { configFault } = settings.source;
    if (configFault !== null)
      throw refusal(`Nothing is set up, since the config file has a fault: ${configFault} Mend it; it applies at once.`);
    throw refusal('Switchyard has no provider yet. Open it and add one under Providers, or try the built-in simulator.');
  }
  const names = settings.source.config.routes[scenario]?.targets ?? [];
  if (names.length === 0) throw refusal(`The route "${scenario}" has no target. Choose one in Switchyard under Routes.`);
  const enabled = names.map(splitTarget).filter(({ providerId }) => settings.providers.get(providerId)?.enabled);
  const [first, ...rest] = enabled.map(({ providerId, model }) => findTarget(settings, providerId, model));
  if (!first)
    throw refusal(`Every provider of the route "${scenario}" is switched off. Switch one on in Switchyard under Providers.`);
  return [first, ...rest];
}

/** The provider must be known. */
function findTarget(settings: CompiledSettings, providerId: string, modelId: string): Target {
  const provider = settings.providers.get(providerId);
  if (!provider) throw refusal(`The provider "${providerId}" is not set up. ${listProviders(settings)}`);
  const model = provider.models.find(({ id }) => id === modelId) ?? { id: modelId };
  return { provider, model, key: settings.source.keys[providerId] ?? { value: null, problem: null } };
}

function listProviders(settings: CompiledSettings): string {
  const ids = [...settings.providers.keys()];
  return ids.length === 0 ? 'No provider is set up yet.' : `Set up are: ${ids.join(', ')}.`;
}

/**
 * 409 with x-should-retry: false: Claude Code 2.1.330 shows the sentence as it is after one request. 400 makes it send
 * six, 404 hides the sentence, 403 speaks of keys and 402 means payment (docs/decisions/0004-what-a-refusal-looks-like.md).
 */
function refusal(message: string): ProxyError {
  return new ProxyError({ status: 409, type: 'conflict_error', message, clientShouldRetry: false });
}

import { splitTarget } from '../../shared/config/config-schema';
import { followRoute } from '../../shared/config/route-config';
import type { Scenario } from '../../shared/model/scenario';
import { ProxyError } from '../errors/proxy-error';
import { resolveModel } from '../providers/resolve-provider';
import { findLargest, fitTargets } from '../routing/fit-targets';
import { findSubagentTag } from '../routing/find-subagent-tag';
import { readListedModel } from './list-models';
import type { Classified, CompiledSettings, Routed, Target } from './exchange';

/**
 * Decides where a request goes: to default's first target while routing is paused, to the target that the client
 * named (`provider,model`, as Claude Code Router users write it, or `provider/model`), to the one that an agent's tag names, or to
 * the scenario's route, past targets that it does not fit into. Throws a ProxyError that says what to do when there is nowhere to go.
 */
export function chooseRoute(classified: Classified): Routed {
  if (classified.settings.source.paused) {
    const { targets } = routeTargets(classified, 'default');
    return {
      ...classified,
      route: 'default',
      targets: [targets[0]],
      overflowTargets: () => [],
      reason: 'Routing is paused, so it went to the first target of default.',
    };
  }
  const explicit = findExplicitTarget(classified);
  if (explicit) return goTo(classified, explicit, `The client asked for ${nameOf(explicit)} by name.`);
  const tag = findSubagentTag(classified.request);
  if (tag === null) return chooseScenarioRoute(classified);
  const tagged = findNamedTarget(classified, tag);
  if (tagged) return goTo(classified, tagged, `The agent's prompt asks for ${nameOf(tagged)} by its tag.`);
  const routed = chooseScenarioRoute(classified);
  return { ...routed, reason: `The agent's tag names "${tag}", of no provider that is set up. ${routed.reason}` };
}

function goTo(classified: Classified, target: Target, reason: string): Routed {
  return { ...classified, route: null, targets: [target], overflowTargets: () => [], reason };
}

function nameOf({ provider, model }: Target): string {
  return `${provider.id}/${model.id}`;
}

/** Where none of a route's targets can hold the request, those of longContext may; else the largest says itself that it cannot. */
function chooseScenarioRoute(classified: Classified): Routed {
  const { scenario, scenarioReason, inputEstimate } = classified;
  const { route, targets } = routeTargets(classified, scenario);
  const overflowTargets = () => listOverflowTargets(classified, route);
  const own = fitTargets(targets, inputEstimate);
  const more = own.fitting.length > 0 ? [] : fitTargets(overflowTargets(), inputEstimate).fitting;
  const [first = findLargest([...targets, ...overflowTargets()]), ...rest] = [...own.fitting, ...more];
  const moved = more.length > 0 ? ['So longContext took it.'] : [];
  return {
    ...classified,
    route: more.length > 0 ? 'longContext' : route,
    targets: [first, ...rest],
    overflowTargets,
    reason: [scenarioReason, ...own.reasons, ...moved].join(' '),
  };
}

/** None where the route is longContext itself, or that one is not set or switched off. */
function listOverflowTargets(classified: Classified, route: Scenario): Target[] {
  const found = followRoute(classified.settings.source.config.routes, 'longContext');
  return found === null || found.route === route ? [] : findEnabled(classified, found.targets);
}

function findExplicitTarget(classified: Classified): Target | null {
  const { settings, request } = classified;
  if (request.model === null) return null;
  const requested = readListedModel(request.model);
  const target = findNamedTarget(classified, requested);
  const comma = requested.indexOf(',');
  if (target === null && comma > 0) {
    const id = requested.slice(0, comma).trim().toLowerCase();
    throw refusal(`The model "${requested}" names the provider "${id}", which is not set up. ${listProviders(settings)}`);
  }
  return target;
}

/** `provider,model` or `provider/model`; null where the provider is not set up: a slash is common in plain model ids too. */
function findNamedTarget(classified: Classified, name: string): Target | null {
  const { providers } = classified.settings;
  const comma = name.indexOf(',');
  if (comma > 0) {
    const id = name.slice(0, comma).trim().toLowerCase();
    return providers.has(id) ? findTarget(classified, id, name.slice(comma + 1).trim()) : null;
  }
  const { providerId, model } = splitTarget(name);
  return name.includes('/') && providers.has(providerId) ? findTarget(classified, providerId, model) : null;
}

/** The route may be another than the scenario's own, where that one is sent to another. */
function routeTargets(
  classified: Classified,
  scenario: Classified['scenario'],
): { route: Scenario; targets: [Target, ...Target[]] } {
  const { settings } = classified;
  if (settings.providers.size === 0) {
    const { configFault } = settings.source;
    if (configFault !== null)
      throw refusal(`Nothing is set up, since the config file has a fault: ${configFault} Mend it; it applies at once.`);
    throw refusal('Switchyard has no provider yet. Open it and add one under Providers, or try the built-in simulator.');
  }
  const found = followRoute(settings.source.config.routes, scenario);
  if (found === null) throw refusal(`The route "${scenario}" has no target. Choose one in Switchyard under Routes.`);
  const { route } = found;
  const [first, ...rest] = findEnabled(classified, found.targets);
  if (!first)
    throw refusal(`Every provider of the route "${route}" is switched off. Switch one on in Switchyard under Providers.`);
  return { route, targets: [first, ...rest] };
}

function findEnabled(classified: Classified, names: string[]): Target[] {
  const enabled = names.map(splitTarget).filter(({ providerId }) => classified.settings.providers.get(providerId)?.enabled);
  return enabled.map(({ providerId, model }) => findTarget(classified, providerId, model));
}

/** The provider must be known. */
function findTarget({ settings, clientDialect }: Classified, providerId: string, modelId: string): Target {
  const provider = settings.providers.get(providerId);
  if (!provider) throw refusal(`The provider "${providerId}" is not set up. ${listProviders(settings)}`);
  const key = settings.source.keys[providerId] ?? { value: null, problem: null };
  return { provider, ...resolveModel(provider, modelId, clientDialect), key };
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

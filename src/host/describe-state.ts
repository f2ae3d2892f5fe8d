import type { BreakerState } from '../proxy';
import { describeRule } from '../shared/config/describe-rule';
import { nameOfRule } from '../shared/config/rule-config';
import { describeBreaker } from '../shared/model/breaker-summary';
import type { ConfigStore } from './config';
import { maskToken, type ClientToken } from './credentials/client-token';
import type { ProviderKeys } from './credentials/provider-keys';
import type { TrackedKeychain } from './credentials/track-keychain';
import type { HostOptions, HostState } from './host-api';
import { describeProvider } from './providers/describe-provider';
import { describeRoutes } from './providers/describe-routes';
import type { KeptPins } from './routing/keep-pins';
import type { Routing } from './routing/create-routing';

interface Parts {
  options: HostOptions;
  config: ConfigStore;
  keys: ProviderKeys;
  keychain: TrackedKeychain;
  routing: Routing;
  pins: KeptPins;
  breakers: readonly BreakerState[];
  /** Null until it is known. */
  token: ClientToken | null;
}

/** All that the screens show, put together from the parts as they are now. Holds no secret. */
export function describeState({ options, config, keys, keychain, routing, pins, breakers, token }: Parts): HostState {
  const current = config.current();
  return {
    version: options.version,
    dataFolder: options.dataFolder,
    proxy: routing.status(),
    providers: current.providers.map((provider) =>
      describeProvider(current, provider, keys.describe(provider), routing.simulatorUrl()),
    ),
    routes: describeRoutes(current),
    rules: current.rules.map((rule, index) => ({
      name: nameOfRule(rule, index),
      enabled: rule.enabled,
      sentence: describeRule(rule),
    })),
    breakers: breakers
      .filter(({ openUntil }) => openUntil > Date.now())
      .map(({ target, openUntil, limited }) => describeBreaker(target, openUntil, limited)),
    pins: pins.list(),
    pauseTarget: current.pauseTarget ?? null,
    appearance: current.appearance,
    // A pattern may name a variable that holds a secret, so it is shown as it stands in the file.
    logging: { ...current.logging, redact: config.file().logging?.redact ?? [] },
    configFault: config.fault(),
    keychainProblem: describeKeychainProblem(keychain, token),
    maskedToken: token ? maskToken(token.value) : '…',
  };
}

function describeKeychainProblem(keychain: TrackedKeychain, token: ClientToken | null): HostState['keychainProblem'] {
  const problem = keychain.problem();
  if (!problem || token?.source !== 'run') return problem;
  const hint = "The client's token was made for this run only; set SWITCHYARD_TOKEN to keep one.";
  return { ...problem, hint: problem.hint ? `${problem.hint} ${hint}` : hint };
}

import { createServer as createHttpServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPriceBook } from '../pricing';
import type { BudgetState } from '../shared/model/budget';
import type { ExplainInput, Explanation } from '../shared/model/explanation';
import { UNKNOWN_SITUATION, type Situation } from '../shared/model/situation';
import { createBudgetKeeper } from './budgets';
import { createSecretSearch } from '../shared/redact/find-secrets';
import { createCaptureMaker } from './bodies/capture-bodies';
import { listSecrets } from './bodies/list-secrets';
import { startCustomRouter, type CustomRouter } from './custom-router';
import { createTargetFigures } from './decision/target-figures';
import { createBreakers, type BreakerState } from './failures/breaker';
import { createConcurrencyGate } from './failures/concurrency-gate';
import { FAILURE_POLICY } from './failures/failure-policy';
import { keepWays } from './http-client';
import { createUpstreamAgent } from './pipeline/call-upstream';
import type { CompiledSettings } from './pipeline/exchange';
import { createBodyEncoder } from './pipeline/encode-body';
import { createReasoningMemory } from './pipeline/reasoning-memory';
import { explain } from './pipeline/explain';
import { createRecentRequests } from './pipeline/recent-requests';
import { createSessionUsage } from './pipeline/session-usage';
import type { ProxyPorts, ProxySettings } from './ports';
import { resolveProvider } from './providers/resolve-provider';
import { createKeyTurns } from './routing/key-turns';
import { listUsableKeys } from './routing/list-usable-keys';
import { asksBudgets, compileRules, loadPatterns, needsPatterns } from './routing/rules';
import { createServer } from './server/create-server';
import type { ServerTools } from './server/server-tools';
import { createTokenCounter } from './tokens/token-counter';

/** Clients keep their connection between turns; a shorter time would cut it under their next request. In ms. */
const KEEP_ALIVE_MS = 75_000;

/** The routing proxy. Apply settings, then listen. */
export interface Proxy {
  /** Takes effect for requests that begin after it: at once, unless a rule needs an engine for patterns that is not loaded yet. Never rejects. */
  apply(settings: ProxySettings): Promise<void>;
  /** How the machine stands from now on. */
  situate(situation: Situation): void;
  /** Opens the port and resolves with its number (another than asked for only when asked for 0). Rejects with Node's error: EADDRINUSE, EACCES, EADDRNOTAVAIL. */
  listen(host: string, port: number): Promise<number>;
  /** Closes the port at once, lets requests in flight end for at most `graceMs`, then cuts them. */
  close(graceMs: number): Promise<void>;
  /** Exchanges that are running. */
  inFlight(): number;
  /** Where a request would go now, and why. Rejects with a ProxyError for what is no request. */
  explain(input: ExplainInput): Promise<Explanation>;
  /** How the budgets stand. */
  budgets(): BudgetState[];
  /** Asks the ledger anew what the budgets' windows have cost. */
  rereadSpend(): void;
  /** The breakers that have opened. */
  breakers(): BreakerState[];
  /** What rests by this name is asked again at once. Does nothing when there is none. */
  forgetBreaker(name: string): void;
}

export function createProxy(ports: ProxyPorts, version: string): Proxy {
  const agent = createUpstreamAgent();
  const tokens = createTokenCounter(ports);
  const policy = { ...FAILURE_POLICY, ...ports.failurePolicy };
  const breakers = createBreakers({
    policy,
    restore: ports.breakers ?? [],
    onChanged: () => ports.breakersChanged?.(breakers.snapshot()),
  });
  const gate = createConcurrencyGate();
  const budgets = createBudgetKeeper({
    now: ports.now,
    readSpend: ports.readSpend,
    onChanged: ports.budgetsChanged,
    onNews: ports.budgetNews,
  });
  let settings: CompiledSettings | null = null;
  let server: Server | null = null;
  let running = 0;
  let situation = UNKNOWN_SITUATION;
  let router: CustomRouter | null = null;

  function current(): CompiledSettings {
    if (settings === null) throw new Error('apply() comes before listen()');
    return settings;
  }

  async function endRouter(): Promise<void> {
    const ending = router;
    router = null;
    await ending?.close();
  }

  const tools: ServerTools = {
    ports,
    agent,
    memory: createReasoningMemory(),
    sessions: createSessionUsage(),
    figures: createTargetFigures(),
    recent: createRecentRequests(),
    situation: () => (settings?.asksBudgets ? { ...situation, budgets: budgets.states() } : situation),
    router: () => router,
    tokens,
    bodies: createBodyEncoder(),
    budgets,
    captureBodies: createCaptureMaker(),
    failures: { breakers, gate, policy, keyTurns: createKeyTurns(), random: Math.random },
    settings: current,
    version,
    count: (change) => {
      running += change;
    },
  };
  const app = createServer(tools);

  return {
    async apply(source) {
      if (needsPatterns(source.config.rules)) await loadPatterns();
      const network = { variables: {}, certificates: {}, ...source.network, network: source.config.network };
      const providers = source.config.providers.map((provider) => resolveProvider(provider, source.simulatorUrl, network));
      keepWays(
        agent,
        providers.flatMap(({ endpoints }) => endpoints.map(({ way }) => way)),
      );
      if (settings !== null) for (const id of listMended(settings.source, source)) breakers.forget(id);
      gate.setLimits(readLimits(source));
      const before = settings?.source.config.customRouter;
      if (JSON.stringify(before) !== JSON.stringify(source.config.customRouter)) void endRouter();
      router ??= startCustomRouter(source.config, ports);
      budgets.setBudgets(source.config.budgets, ports.homeFolder ?? '', (id) => source.keys[id]?.[0]?.id);
      const secrets = listSecrets(source);
      settings = {
        source,
        asksBudgets: asksBudgets(source.config.rules),
        prices: createPriceBook({ own: source.config.prices.own, tables: source.priceTables }),
        rules: compileRules(source.config.rules, ports.homeFolder ?? ''),
        providers: new Map(providers.map((provider) => [provider.id, provider])),
        keys: new Map(providers.map(({ id }) => [id, listUsableKeys(source.keys[id] ?? [])])),
        findSecrets: createSecretSearch(secrets),
        capture: {
          limit: source.config.logging.bodyLimit,
          secrets,
          patterns: source.config.logging.redact,
        },
      };
    },
    situate(next) {
      situation = next;
    },
    async listen(host, port) {
      current();
      const listening = createHttpServer({ keepAliveTimeout: KEEP_ALIVE_MS }, app);
      await new Promise<void>((resolve, reject) => {
        listening.once('error', reject);
        listening.listen(port, host, () => {
          listening.off('error', reject);
          resolve();
        });
      });
      server = listening;
      return (listening.address() as AddressInfo).port;
    },
    async close(graceMs) {
      const closing = server;
      server = null;
      if (closing === null) return;
      const closed = new Promise<void>((resolve) => closing.close(() => resolve()));
      // A kept-alive connection becomes idle when its request ends; Node closes only those that are idle already.
      const sweep = setInterval(() => closing.closeIdleConnections(), 50);
      const limit = setTimeout(() => closing.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(limit);
      await tokens.close();
      // It may listen elsewhere by now.
      if (server === null) await endRouter();
    },
    inFlight: () => running,
    explain: (input) => explain(input, current(), tools),
    budgets: budgets.states,
    rereadSpend: budgets.reread,
    breakers: () => breakers.snapshot(),
    forgetBreaker: breakers.forgetOne,
  };
}

/** Providers that were changed, have other keys or another way out: what their targets failed at may be mended. */
function listMended(before: ProxySettings, after: ProxySettings): string[] {
  const wayChanged =
    JSON.stringify([before.config.network, before.network]) !== JSON.stringify([after.config.network, after.network]);
  if (wayChanged) return after.config.providers.map(({ id }) => id);
  const known = new Map(before.config.providers.map((provider) => [provider.id, provider]));
  return after.config.providers
    .filter((provider) => {
      const old = known.get(provider.id);
      return (
        JSON.stringify(old) !== JSON.stringify(provider) || listValues(before, provider.id) !== listValues(after, provider.id)
      );
    })
    .map(({ id }) => id);
}

/** The provider's keys as one text, which is held nowhere. */
function listValues({ keys }: ProxySettings, providerId: string): string {
  return JSON.stringify((keys[providerId] ?? []).map(({ id, value }) => [id, value]));
}

function readLimits({ config }: ProxySettings): Map<string, number> {
  const limits = new Map<string, number>();
  for (const { id, limits: { concurrency } = {} } of config.providers) if (concurrency !== undefined) limits.set(id, concurrency);
  return limits;
}

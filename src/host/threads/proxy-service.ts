import { homedir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import {
  createProxy,
  diagnoseProvider,
  ProxyError,
  resolveProvider,
  testProvider,
  type BreakerState,
  type Proxy,
  type ProxySettings,
  type ResolvedProvider,
  type SharedNetwork,
} from '../../proxy';
import type { ProviderConfig } from '../../shared/config/config-schema';
import { AppError } from '../../shared/errors';
import type { BudgetNews, BudgetState } from '../../shared/model/budget';
import type { Diagnosis } from '../../shared/model/diagnosis';
import type { ExplainInput, Explanation } from '../../shared/model/explanation';
import type { ProviderTestResult } from '../../shared/model/provider';
import type { Situation } from '../../shared/model/situation';
import { watchFiles } from '../config/watch-files';
import { explainListenError } from '../routing/explain-listen-error';
import { keepBreakers } from '../routing/keep-breakers';
import { startSimulator } from '../simulator';
import { createLedgerLink } from './ledger-link';
import type { CallHandlers } from './thread-calls';

export type AppliedSettings = Omit<ProxySettings, 'simulatorUrl'>;

/** A provider as the form has it, its key, and the network that it is reached by. */
export interface TestInput {
  provider: ProviderConfig;
  key: string | null;
  network: SharedNetwork;
}

export interface ProxyThreadData {
  /** Of this build, for /health. */
  version: string;
  /** The built script of the thread that counts tokens. */
  countThread: string;
  /** The built script of the thread for a user's own router, whose file is named from the config's folder. */
  routerThread: string;
  configFolder: string;
  /** The file in which the breakers outlive the thread. */
  breakersFile: string;
}

/** The calls that the proxy answers, on a thread of its own or on the caller's. */
export type ProxyCalls = {
  /** The other end belongs to the ledger thread. */
  'connect-ledger': { input: { port: MessagePort }; output: void };
  /** Routes by these settings from now on. Starts and ends the simulator as they need it. */
  apply: { input: AppliedSettings; output: { simulatorUrl: string | null } };
  /** How machine and purse stand from now on, as far as a rule asks. */
  situate: { input: Situation; output: void };
  /** Opens the port. Rejects with AppError port-taken, port-refused or address-refused. */
  listen: { input: { host: string; port: number }; output: void };
  /** Closes the port; requests in flight may end for this many milliseconds, then they are aborted. */
  close: { input: { graceMs: number }; output: void };
  /** As `close`, but resolves when nobody is let in any more. */
  drain: { input: { graceMs: number }; output: void };
  test: { input: TestInput; output: ProviderTestResult };
  diagnose: { input: TestInput; output: Diagnosis };
  /** Rejects with input-invalid for what is no request, or is kept no more. */
  explain: { input: ExplainInput; output: Explanation };
  /** Forgets one breaker, by its name. */
  'forget-breaker': { input: { name: string }; output: void };
  /** Asks the ledger anew what the budgets have spent: its past was changed. */
  'reread-spend': { input: void; output: void };
  /** After `close`: ends the simulator and the line to the ledger. */
  end: { input: void; output: void };
};

/** What the proxy tells without being asked. */
export type ProxyThreadEvent =
  /** All breakers that have opened, after each change and at the start. */
  | { kind: 'breakers'; states: BreakerState[] }
  /** How the budgets stand, at most once in 250 ms; nothing where there are none from the start. */
  | { kind: 'budgets'; states: BudgetState[] }
  | { kind: 'budget-news'; news: BudgetNews };

const LAST_ROWS_MS = 500;

/** The work of the proxy thread: the proxy, and the simulator beside it so that the main thread carries neither. */
export function createProxyService(
  { version, countThread, routerThread, configFolder, breakersFile }: ProxyThreadData,
  tell: (event: ProxyThreadEvent) => void,
): CallHandlers<ProxyCalls> {
  const link = createLedgerLink(() => proxy.rereadSpend());
  const breakers = keepBreakers(breakersFile);
  const proxy: Proxy = createProxy(
    {
      record: link.record,
      log: link.log,
      keepBodies: link.keepBodies,
      now: Date.now,
      countThread,
      homeFolder: homedir(),
      customRouter: { script: routerThread, folder: configFolder, watchFiles },
      breakers: breakers.read(),
      breakersChanged(states) {
        breakers.changed(states);
        tell({ kind: 'breakers', states });
      },
      readSpend: link.readSpend,
      budgetsChanged: (states) => tell({ kind: 'budgets', states }),
      budgetNews: (news) => tell({ kind: 'budget-news', news }),
    },
    version,
  );
  tell({ kind: 'breakers', states: proxy.breakers() });
  let simulator: Awaited<ReturnType<typeof startSimulator>> | null = null;

  async function endSimulator(): Promise<void> {
    const running = simulator;
    simulator = null;
    await running?.close();
  }

  /** The rows of requests that were cut come a moment after the port is closed. */
  async function untilIdle(): Promise<void> {
    const deadline = Date.now() + LAST_ROWS_MS;
    while (proxy.inFlight() > 0 && Date.now() < deadline) await setTimeout(10);
  }

  async function resolve({ provider, network }: TestInput): Promise<ResolvedProvider> {
    if (isSimulator(provider)) simulator ??= await startSimulator();
    return resolveProvider(provider, simulator?.url ?? null, network);
  }

  return {
    'connect-ledger': ({ port }) => link.connect(port),
    async apply(settings) {
      const wanted = settings.config.providers.some(isSimulator);
      if (wanted) simulator ??= await startSimulator();
      const simulatorUrl = wanted && simulator ? simulator.url : null;
      await proxy.apply({ ...settings, simulatorUrl });
      if (!wanted) await endSimulator();
      return { simulatorUrl };
    },
    situate: proxy.situate,
    async listen({ host, port }) {
      try {
        await proxy.listen(host, port);
      } catch (error) {
        throw await explainListenError(error, host, port);
      }
    },
    close: ({ graceMs }) => proxy.close(graceMs),
    drain({ graceMs }) {
      void proxy.close(graceMs);
    },
    test: async (input) => testProvider(await resolve(input), input.key),
    diagnose: async (input) => diagnoseProvider(await resolve(input), input.key),
    async explain(input) {
      try {
        return await proxy.explain(input);
      } catch (error) {
        throw error instanceof ProxyError ? new AppError('input-invalid', error.message) : error;
      }
    },
    'forget-breaker': ({ name }) => proxy.forgetBreaker(name),
    'reread-spend': () => proxy.rereadSpend(),
    async end() {
      await endSimulator();
      await untilIdle();
      await breakers.flush();
      link.disconnect();
    },
  };
}

function isSimulator(provider: ProviderConfig): boolean {
  return provider.preset === 'simulator';
}

import type { PriceTables } from '../pricing';
import type { Config } from '../shared/config/config-schema';
import type { BudgetNews, BudgetState, Spend, SpendQuery } from '../shared/model/budget';
import type { Pin } from '../shared/model/pin';
import type { CapturedBodies } from '../shared/model/captured-bodies';
import type { ExchangeEvent } from '../shared/model/exchange';
import type { BreakerState } from './failures/breaker';
import type { FailurePolicy } from './failures/failure-policy';
import type { NetworkReadings } from './network/find-way';

/** What the host must give for a user's own router. */
export interface CustomRouterPorts {
  /** The built script of src/proxy/custom-router/router-thread.ts. */
  script: string;
  /** The config's, from which the router's file is named. */
  folder: string;
  /** Calls back a moment after one of the files was made, changed or deleted, until the returned function is called. */
  watchFiles(paths: readonly string[], onChange: () => void): () => void;
}

/** What the host must give the proxy. The proxy knows no Electron, no SQLite and no keychain. */
export interface ProxyPorts {
  /** Called when a request starts, at most four times a second while it streams, and when it ends. Must not block or throw. */
  record(event: ExchangeEvent): void;
  /** The bodies of an exchange that has ended, after its last row, unless it is private; left out: they are kept nowhere. Must not block or throw. */
  keepBodies?(captured: CapturedBodies): void;
  /** The app's own log. `message` never holds a secret. */
  log(level: 'error' | 'warn' | 'info' | 'debug', message: string): void;
  /** Epoch milliseconds, by the wall clock, which may be set at any time. */
  now(): number;
  /** Milliseconds of a clock that nobody sets, for durations; left out: the process's own. */
  monotonic?(): number;
  /** The built script of src/proxy/tokens/count-thread.ts; null: tokens are estimated, never counted. */
  countThread: string | null;
  /** What `~/` means in rules; left out: nothing. */
  homeFolder?: string;
  /** What a user's own router needs; left out: there is none, whatever the config says. */
  customRouter?: CustomRouterPorts;
  /** How the breakers stood when the proxy last ran; left out: none had opened. */
  breakers?: readonly BreakerState[];
  /** The breakers stand otherwise than before: keep it for the next start. Must not block or throw. */
  breakersChanged?(states: BreakerState[]): void;
  /**
   * What the ledger holds of exchanges that have ended: all that were recorded before the call, and none that is recorded after it. A sum for each
   * query; null: it cannot be read now, and {@link Proxy.rereadSpend} is called when it can. Left out: there is no ledger.
   */
  readSpend?(queries: SpendQuery[]): Promise<Spend[] | null>;
  /** The budgets stand otherwise than before; at most once in 250 ms. Must not block or throw. */
  budgetsChanged?(states: BudgetState[]): void;
  /** Something of a budget that the user should hear. Must not block or throw. */
  budgetNews?(news: BudgetNews): void;
  /** Other figures than the usual: tests have no time to wait. */
  failurePolicy?: Partial<FailurePolicy>;
}

/** One of a provider's keys as the host could read it. */
export interface ProviderKey {
  /** Where it is read from, e.g. `keychain:work` or `env:A_KEY`: the same after a restart, and no secret. */
  id: string;
  value: string | null;
  /** Why there is no value though one is needed, in one sentence; null when nothing is wrong. */
  problem: string | null;
}

/** All that routing depends on. Requests in flight finish on the settings they began with. */
export interface ProxySettings {
  config: Config;
  /** The token clients must send; null when the config asks for none. */
  clientToken: string | null;
  /** By provider id, in the order of the config; those that could not be read too. */
  keys: Readonly<Record<string, readonly ProviderKey[]>>;
  /** Base URL of the built-in simulator while it runs. */
  simulatorUrl: string | null;
  /** What is wrong with the config file, with its place, in one sentence; the config here is then the last good one. */
  configFault: string | null;
  /** What the network settings need of the machine; left out: no variables and no files. */
  network?: NetworkReadings;
  /** Tables of prices that were fetched, in place of those that come with the app. */
  priceTables?: PriceTables | null;
  /** Paused: everything goes to the config's `pauseTarget`, or to the default route's first target. */
  paused: boolean;
  /** What the user has sent elsewhere for a while. */
  pins: readonly Pin[];
}

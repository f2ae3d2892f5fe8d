import type { ExchangeQuery, FigureValuesQuery } from '../ledger';
import type { TrayClick, Theme } from '../shared/config/config-schema';
import type { Logging, Retention } from '../shared/config/logging-config';
import type { AppState, Notice, ProviderInput } from '../shared/ipc/contract';
import type { BudgetInput, BudgetSummary } from '../shared/ipc/budget-calls';
import type { ExchangeBodies } from '../shared/model/bodies';
import type { Decision } from '../shared/model/decision';
import type { Diagnosis } from '../shared/model/diagnosis';
import type { Exchange } from '../shared/model/exchange';
import type { ExchangeFilter, Span } from '../shared/model/exchange-filter';
import type { ExplainInput, Explanation } from '../shared/model/explanation';
import type { ExchangeCount, FiguresQuery, FiguresResult, Forecast } from '../shared/model/figures';
import type { Pin } from '../shared/model/pin';
import type { ImportSummary } from '../shared/model/import-report';
import type { ExportReport, LedgerInfo, RetentionPreview, RetentionReport } from '../shared/model/ledger-info';
import type { LogLine, LogName, LogPage } from '../shared/model/log-page';
import type { PresetSummary, ProviderSummary, ProviderTestResult } from '../shared/model/provider';
import type { RoutePrivacy } from '../shared/model/route-summary';
import type { Scenario } from '../shared/model/scenario';
import type { TodaySpend } from '../shared/model/spend';
import type { ExportRequest } from './export/export-file';
import type { LogQuery } from './logs/read-log';
import type { WatchMachine } from './machine/machine-state';
import type { Prices } from './prices/create-prices';
import type { PriceSources } from './prices/fetch-tables';
import type { PriceThreadEvent } from './prices/price-service';

export interface HostOptions {
  /** Holds config.json, ledger.db, logs/ and the rest; made if missing. */
  dataFolder: string;
  /** Where the built thread scripts lie: `proxy-thread.js`, `ledger-thread.js`, and those that these start. */
  threadFolder: string;
  /** worker: the proxy gets a thread of its own and is started again when it dies. inline: it runs on the calling thread (headless). */
  proxyThread: 'worker' | 'inline';
  version: string;
  /** Environment variables, for keys from the environment, `$NAME` in the config, and `SWITCHYARD_TOKEN`. */
  environment: Readonly<Record<string, string | undefined>>;
  /** How battery and network are watched, while a rule asks for them; left out: by a look at the system each half minute. */
  watchMachine?: WatchMachine;
  /** Where newer tables of prices are fetched; left out: where their makers keep them. */
  priceSources?: PriceSources;
}

/** Everything of the screens' state that a host knows; main adds what only Electron can tell. */
export type HostState = Omit<AppState, 'platform' | 'firstRun' | 'trayAvailable'>;

export interface HostEvents {
  /** After any change of config, keys, status or faults. */
  changed: HostState;
  /** Rows that began, grew or ended: at most one batch in 250 ms, each row at most once a batch. */
  exchanges: Exchange[];
  noticed: Notice;
  /** Lines of the log that is watched, in their order: at most one batch in 250 ms. */
  logLines: { name: LogName; lines: LogLine[] };
  /** How far computing costs again is. */
  recalculating: PriceThreadEvent;
  /** Other tables of prices are in use. */
  pricesChanged: undefined;
  /** Costs of a span are others than before, and so is whatever was summed of them. */
  costsChanged: Span;
  /** All of them, after a change of the config or of what they have come to: at most one in 250 ms for the latter. */
  budgets: BudgetSummary[];
}

/**
 * A running Switchyard on a machine, without Electron: config, secrets, simulator, proxy thread and ledger thread.
 * Every method rejects with an AppError whose message and hint can be shown as they are.
 */
export interface Host {
  /** Loads the config, opens the ledger and begins to listen. A taken port or a faulty config is a state, not a rejection;
   * a data folder that another Switchyard uses is one. */
  start(): Promise<void>;
  /** Ends requests in flight, closes the port, flushes the ledger and ends the threads. Safe to call twice. */
  stop(): Promise<void>;
  state(): HostState;
  startRouting(): Promise<void>;
  stopRouting(): Promise<void>;
  pauseRouting(): Promise<void>;
  usePort(port: number): Promise<void>;
  presets(): PresetSummary[];
  saveProvider(input: ProviderInput): Promise<ProviderSummary>;
  deleteProvider(id: string): Promise<void>;
  testProvider(input: ProviderInput): Promise<ProviderTestResult>;
  diagnoseProvider(input: ProviderInput): Promise<Diagnosis>;
  addSimulator(): Promise<ProviderSummary>;
  setTargets(scenario: Scenario, targets: string[]): Promise<void>;
  setPrivacy(privacy: RoutePrivacy): Promise<void>;
  /** Where everything goes while routing is paused: `provider` or `provider/model`; null: default's first target. */
  setPauseTarget(target: string | null): Promise<void>;
  /** Forgets why a target or key rests, by the breaker's name, so that it is asked again at once. */
  forgetBreaker(name: string): Promise<void>;
  /** Sends a session or a route to another target for a while. */
  putPin(pin: Pin): Promise<void>;
  removePin(scope: Pin['scope']): Promise<void>;
  /** What is kept of the bodies of a request, redacted, or why nothing is. */
  readBodies(exchangeId: string): Promise<ExchangeBodies>;
  /** Why an exchange went where it went; null when it was never routed. */
  readDecision(exchangeId: string): Promise<Decision | null>;
  /** Where a request would go now, and why; nobody is called. */
  explain(input: ExplainInput): Promise<Explanation>;
  /** Imports from Claude Code Router: the file at `path`, or where that product keeps it. A dry run only reports. */
  importConfig(path: string | null, options: { dryRun: boolean }): Promise<ImportSummary>;
  saveAppearance(appearance: { theme: Theme; trayClick: TrayClick }): Promise<void>;
  /** Patterns are in the file's own form: `$NAME` is a variable of the environment. */
  saveLogging(logging: Logging): Promise<void>;
  /** In the order of the config. */
  budgets(): BudgetSummary[];
  saveBudget(input: BudgetInput): Promise<void>;
  deleteBudget(name: string): Promise<void>;
  readLog(query: LogQuery): Promise<LogPage>;
  /** Which log's lines come as `logLines`; null: none. */
  watchLog(name: LogName | null): Promise<void>;
  /** Where the text logs lie. */
  logFolder(): string;
  listExchanges(query: ExchangeQuery): Promise<Exchange[]>;
  /** Counts for a fifth of a second at most. */
  countExchanges(filter: ExchangeFilter): Promise<ExchangeCount>;
  queryFigures(query: FiguresQuery): Promise<FiguresResult>;
  /** Of the current month. */
  forecastMonth(): Promise<Forecast>;
  /** The values of a dimension that were ever seen, the newest first. */
  listFigureValues(query: FigureValuesQuery): Promise<string[]>;
  spendToday(): Promise<TodaySpend>;
  ledgerInfo(): Promise<LedgerInfo>;
  /** What a retention would delete now, if the user had it applied. */
  previewRetention(retention: Retention): Promise<RetentionPreview>;
  saveRetention(retention: Retention): Promise<void>;
  /** Deletes at once what the retention of the config names. */
  applyRetention(): Promise<RetentionReport>;
  /** One at a time; null when it was cancelled, and then there is no file. */
  exportExchanges(request: ExportRequest): Promise<ExportReport | null>;
  cancelExport(): Promise<void>;
  /** Tables, the user's own prices, and computing costs again. */
  prices: Omit<Prices, 'open' | 'tables' | 'follow' | 'close'>;
  /** For the clipboard and the shell only; never for a page or a log. */
  clientConnection(): {
    address: string;
    /** Null until the host has started. */
    token: string | null;
    /** environment: SWITCHYARD_TOKEN; run: no keychain could keep it, so the next start makes another. */
    tokenSource: 'environment' | 'keychain' | 'run' | null;
  };
  /** True when a keychain call hangs: the process must then end itself with SIGKILL (a stuck call outlives exit()). */
  hasStuckKeychainCall(): boolean;
  on<N extends keyof HostEvents>(name: N, listener: (payload: HostEvents[N]) => void): () => void;
}

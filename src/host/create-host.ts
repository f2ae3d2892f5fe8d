import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { listPresets, type BreakerState } from '../proxy';
import { splitTarget } from '../shared/config/config-schema';
import { AppError, toAppErrorData } from '../shared/errors';
import type { Notice } from '../shared/ipc/contract';
import type { LogName } from '../shared/model/log-page';
import type { ProxyState, ProxyStatus } from '../shared/model/proxy-status';
import type { BudgetNews } from '../shared/model/budget';
import { describeBudgetNews } from './budgets/describe-news';
import { keepBudgets } from './budgets/keep-budgets';
import { createConfigStore, describeConfigFault } from './config';
import { connectThreads } from './connect-threads';
import { readClientToken, type ClientToken } from './credentials/client-token';
import { createProviderKeys } from './credentials/provider-keys';
import { trackKeychain } from './credentials/track-keychain';
import { createConfigEdits } from './config-edits';
import { describeLedgerEvent } from './describe-ledger-event';
import { describeState } from './describe-state';
import type { Host, HostOptions } from './host-api';
import { createHostEmitter } from './host-events';
import { findLogFolder, type LogEntry } from './logs/create-logs';
import { followSituation } from './machine/follow-situation';
import { watchMachine } from './machine/watch-machine';
import { readNetwork } from './network/read-network';
import { createProviderActions } from './providers/provider-actions';
import { createPrices } from './prices/create-prices';
import { PRICE_SOURCES } from './prices/fetch-tables';
import { createRouting } from './routing/create-routing';
import { keepPins } from './routing/keep-pins';
import { importClassicConfig } from './import';
import { createKeychain } from './secrets';
import { createLedgerQuestions } from './ledger-questions';
import { lockFolder } from './lock-folder';
import { createLedgerClient } from './threads/ledger-client';
import type { LedgerThreadEvent } from './threads/ledger-service';
import { createProxyClient } from './threads/proxy-client';
import type { ProxyThreadEvent } from './threads/proxy-service';

/** At the end, requests in flight get this long, in ms; and a thread that does not end is ended. */
const LAST_GRACE_MS = 2_000;

/** Builds a host from its parts. Nothing runs before `start`. */
export function createHost(options: HostOptions): Host {
  const { dataFolder, threadFolder, version, environment, proxyThread } = options;
  const emitter = createHostEmitter();
  const config = createConfigStore({ folder: dataFolder, environment });
  const keychain = trackKeychain(createKeychain());
  const keys = createProviderKeys(keychain, config.environment);
  const pins = keepPins(join(dataFolder, 'pins.json'), Date.now);
  const budgets = keepBudgets(() => config.current().budgets);
  const ledger = createLedgerClient({
    dataFolder,
    threadFolder,
    onEvent: hearLedger,
    onDied: reportLedgerDeath,
    onRestarted: lineUp,
  });
  const proxy = createProxyClient({
    place: proxyThread,
    threadFolder,
    dataFolder,
    version,
    onEvent: hearProxy,
    onDied: reportProxyDeath,
    onRestarted: resumeProxy,
  });
  const situation = followSituation({
    watchMachine: options.watchMachine ?? watchMachine,
    spendToday: () => ledger.call('spend-today', undefined),
    tell: (state) => void proxy.call('situate', state).catch(() => undefined),
  });
  const routing = createRouting({
    proxy,
    startProxy,
    buildSettings,
    listenAt: () => config.current().listen,
    onChanged: tellState,
    now: Date.now,
  });
  const prices = createPrices({
    dataFolder,
    threadFolder,
    config,
    ledger,
    sources: options.priceSources ?? PRICE_SOURCES,
    readNetwork: () => readNetwork(config.current(), dataFolder, config.environment),
    now: Date.now,
    log,
    notice,
    async onTablesChanged() {
      await routing.refresh();
      emitter.emit('pricesChanged', undefined);
    },
    onRecalculating: (progress) => emitter.emit('recalculating', progress),
    onCostsChanged(span) {
      emitter.emit('costsChanged', span);
      situation.rowsCame();
      void proxy.call('reread-spend', undefined).catch(() => undefined);
    },
  });
  let token: Promise<ClientToken> | null = null;
  let knownToken: ClientToken | null = null;
  let loggedState: ProxyState | null = null;
  let breakers: BreakerState[] = [];
  let watchedLog: LogName | null = null;
  /** The ledger's thread has said that it ends, and why. */
  let ledgerLost = false;
  let stopping: Promise<void> | null = null;
  let unlock: (() => Promise<void>) | null = null;

  const state = () => describeState({ options, config, keys, keychain, routing, pins, breakers, token: knownToken });

  function tellState(): void {
    emitter.emit('changed', state());
    logStatus(routing.status());
  }

  function logStatus({ state: next, address, fault }: ProxyStatus): void {
    if (next === loggedState) return;
    loggedState = next;
    log(fault ? 'error' : 'info', `routing: ${next}`, { address, ...(fault && { fault: fault.message }) });
  }

  function notice(level: Notice['level'], message: string, hint?: string): void {
    emitter.emit('noticed', { id: randomUUID(), level, message, ...(hint !== undefined && { hint }) });
  }

  function log(level: LogEntry['level'], message: string, fields: LogEntry['fields'] = {}): void {
    ledger.call('log', { level, message, fields }).catch(() => undefined);
  }

  async function buildSettings(paused: boolean) {
    // Read once, at the first start; a keychain that hangs holds this up for its time limit, no longer.
    token ??= readClientToken(config.environment('SWITCHYARD_TOKEN'), keychain);
    knownToken = await token;
    const current = config.current();
    const clientToken = current.listen.requireToken ? knownToken.value : null;
    const fault = config.fault();
    const configFault = fault && describeConfigFault(fault);
    const network = await readNetwork(current, dataFolder, config.environment);
    return {
      config: current,
      clientToken,
      keys: await keys.read(current.providers),
      configFault,
      network,
      priceTables: prices.tables(),
      paused,
      pins: pins.list(),
    };
  }

  function startProxy(): void {
    if (!proxy.start()) return;
    connectThreads(proxy, ledger);
    situation.repeat();
  }

  function lineUp(): void {
    connectThreads(proxy, ledger);
    ledger.call('set-log-level', config.current().logging.level).catch(() => undefined);
    ledger.call('watch-log', watchedLog).catch(() => undefined);
    followRetention();
  }

  function followRetention(): void {
    ledger.call('follow-retention', config.current().logging.retention).catch(() => undefined);
  }

  function resumeProxy(): void {
    connectThreads(proxy, ledger);
    situation.repeat();
    log('info', 'the proxy thread was started again');
    void routing.refresh();
  }

  function reportProxyDeath(cause: string, forGood: boolean): void {
    log('error', 'the proxy thread stopped', { cause, forGood });
    if (!forGood) {
      routing.lose(null);
      return notice(
        'warn',
        'The proxy thread stopped and was started again.',
        'Requests that were running have failed; clients may send them again.',
      );
    }
    const fault = new AppError(
      'proxy-crashed',
      'The proxy thread stopped again and again and stays down.',
      'Start routing again. If it stops again, the app log in the data folder says of what.',
    );
    routing.lose(toAppErrorData(fault));
    notice('error', fault.message, fault.hint);
  }

  function hearProxy(event: ProxyThreadEvent): void {
    switch (event.kind) {
      case 'breakers':
        breakers = event.states;
        return tellState();
      case 'budgets':
        budgets.take(event.states);
        return emitter.emit('budgets', budgets.list());
      case 'budget-news':
        return tellBudgetNews(event.news);
    }
  }

  function tellBudgetNews(news: BudgetNews): void {
    const { level, message, hint } = describeBudgetNews(news);
    log(level, message);
    notice(level, message, hint);
  }

  function hearLedger(event: LedgerThreadEvent): void {
    const text = describeLedgerEvent(event);
    if (text !== null) notice(text.level, text.message, text.hint);
    switch (event.kind) {
      case 'rows':
        emitter.emit('exchanges', event.exchanges);
        return situation.rowsCame();
      case 'log-lines':
        return emitter.emit('logLines', { name: event.name, lines: event.lines });
      case 'lost':
        ledgerLost = true;
    }
  }

  function reportLedgerDeath(_cause: string, forGood: boolean): void {
    const ended = ledgerLost;
    ledgerLost = false;
    if (ended && !forGood) return;
    if (forGood)
      notice('error', 'The ledger stopped and stays down. Requests are routed but not recorded.', 'Start Switchyard again.');
    else notice('warn', 'The ledger stopped and was started again.', 'Routing was not touched.');
  }

  function followConfig(): void {
    const { current, fault } = config;
    log(fault() ? 'warn' : 'info', fault()?.message ?? 'the config changed', { path: fault()?.path ?? null });
    ledger.call('set-log-level', current().logging.level).catch(() => undefined);
    followRetention();
    tellState();
    emitter.emit('budgets', budgets.list());
    situation.follow(current().rules);
    prices.follow();
    void routing.refresh();
  }

  async function end(): Promise<void> {
    config.close();
    prices.close();
    situation.close();
    await routing.end(LAST_GRACE_MS);
    await proxy.call('end', undefined).catch(() => undefined);
    await proxy.stop();
    log('info', 'Switchyard ends');
    await Promise.race([ledger.call('close', undefined).catch(() => undefined), delay(LAST_GRACE_MS)]);
    await ledger.stop();
    await unlock?.();
  }

  /** Pins hold at once, even where they can't be kept. */
  async function applyPins(kept: Promise<void>): Promise<void> {
    const failure = await kept.then(
      () => null,
      (error: unknown) => error,
    );
    await routing.refresh();
    if (failure !== null) throw failure;
  }

  function refuseUnknownProvider(target: string): void {
    const { providerId } = splitTarget(target);
    if (config.current().providers.some(({ id }) => id === providerId)) return;
    throw new AppError('provider-unknown', `There is no provider ${providerId}.`, 'Choose a target of one that is set up.');
  }

  async function begin(): Promise<void> {
    await config.open();
    unlock = await lockFolder(dataFolder);
    await prices.open();
    if (stopping) {
      config.close();
      return unlock();
    }
    config.onChanged(followConfig);
    ledger.start();
    startProxy();
    situation.follow(config.current().rules);
    prices.follow();
    ledger.call('set-log-level', config.current().logging.level).catch(() => undefined);
    followRetention();
    log('info', 'Switchyard starts', { version });
    await routing.want('on');
  }

  return {
    async start() {
      try {
        await begin();
      } catch (error) {
        // Stopped while it started: what was under way has failed, and nobody needs to be told.
        if (!stopping) throw error;
      }
    },
    stop: () => (stopping ??= end()),
    state,
    startRouting: () => routing.want('on'),
    stopRouting: () => routing.want('stopped'),
    pauseRouting: () => routing.want('paused'),
    async usePort(port) {
      await config.update((file) => ({ ...file, listen: { ...file.listen, port } }));
      await routing.want(routing.wanted() === 'paused' ? 'paused' : 'on');
    },
    presets: listPresets,
    ...createProviderActions({
      config,
      keys,
      proxy,
      route: routing.refresh,
      readNetwork: (settings) => readNetwork(settings, dataFolder, config.environment),
      list: () => state().providers,
    }),
    forgetBreaker: (name) => proxy.call('forget-breaker', { name }),
    async putPin(pin) {
      refuseUnknownProvider(pin.target);
      await applyPins(pins.put(pin));
    },
    removePin: (scope) => applyPins(pins.remove(scope)),
    explain: (input) => proxy.call('explain', input),
    async importConfig(path, { dryRun }) {
      const running = { keys, update: config.update };
      const options = { path: path ?? undefined, dryRun, dataFolder, environment, secrets: keychain, running };
      const { hasStuckKeychainCall: _, ...summary } = await importClassicConfig(options);
      if (!dryRun) await routing.refresh();
      return summary;
    },
    budgets: budgets.list,
    watchLog(name) {
      watchedLog = name;
      return ledger.call('watch-log', name);
    },
    logFolder: () => findLogFolder(dataFolder),
    applyRetention: () => ledger.call('apply-retention', config.current().logging.retention),
    ...createLedgerQuestions(ledger),
    ...createConfigEdits(config, routing.refresh),
    prices,
    clientConnection: () => ({
      address: routing.status().address,
      token: knownToken?.value ?? null,
      tokenSource: knownToken?.source ?? null,
    }),
    hasStuckKeychainCall: keychain.hasStuckCall,
    on: emitter.on,
  };
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

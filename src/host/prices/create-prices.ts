import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { AnsweredModel } from '../../ledger';
import { fitsOwnPrice, type PricedProvider, type PricedTarget, type PriceTables } from '../../pricing';
import { resolveProvider, type SharedNetwork } from '../../proxy';
import { splitTarget } from '../../shared/config/config-schema';
import { findDefaultTarget } from '../../shared/config/find-default-target';
import type { OwnPrice, TableRefresh } from '../../shared/config/price-config';
import { AppError } from '../../shared/errors';
import type { OwnPriceName } from '../../shared/ipc/price-calls';
import type { PriceList, PriceRefresh, Recalculation } from '../../shared/model/prices';
import type { ConfigStore } from '../config';
import type { LedgerClient } from '../threads/ledger-client';
import { askPriceThread } from './ask-price-thread';
import { dropOwnPrice, putOwnPrice } from './edit-own-prices';
import type { PriceSources } from './fetch-tables';
import { keepFresh } from './keep-fresh';
import { listTargets } from './list-targets';
import { openPriceTablesFile, type FetchedTables } from './price-tables-file';
import type { PriceThreadEvent } from './price-service';
import { tellChanges } from './tell-changes';

export interface PricesOptions {
  dataFolder: string;
  threadFolder: string;
  config: Pick<ConfigStore, 'current' | 'update'>;
  ledger: Pick<LedgerClient, 'call'>;
  sources: PriceSources;
  /** How servers are reached, by the config as it is. */
  readNetwork(): Promise<SharedNetwork>;
  now(): number;
  log(level: 'info' | 'warn', message: string, fields?: Record<string, string | number>): void;
  notice(level: 'info' | 'warn', message: string, hint?: string): void;
  /** Other tables are in use: the proxy is to be told. */
  onTablesChanged(): Promise<void>;
  onRecalculating(progress: PriceThreadEvent): void;
  /** Costs of a span were written, all or a part of it. */
  onCostsChanged(span: Recalculation['span']): void;
}

/** What the host does about prices. Methods reject with AppErrors that can be shown as they are. */
export interface Prices {
  /** Reads what was fetched in an earlier run. */
  open(): Promise<void>;
  /** Fetched tables, for the proxy; null: those that came with the app. */
  tables(): PriceTables | null;
  list(): Promise<PriceList>;
  refresh(): Promise<PriceRefresh>;
  applyRefresh(fetchedAt: number): Promise<void>;
  useShipped(): Promise<void>;
  setRefresh(refresh: TableRefresh): Promise<void>;
  setOwn(price: OwnPrice, replaces: OwnPriceName | null): Promise<void>;
  deleteOwn(name: OwnPriceName): Promise<void>;
  /** Says what computing a span's costs again would change, and does it if `apply`. */
  recalculate(span: Recalculation['span'], options: { apply: boolean }): Promise<Recalculation>;
  stopRecalculation(): void;
  /** Looks for newer tables if the config wants that and it is time: call it at the start, and when the config has changed. */
  follow(): void;
  close(): void;
}

/** Targets count as in use for so long after an answer, in ms. */
const IN_USE_MS = 30 * 24 * 3_600_000;
/** How often it is asked whether the tables are a week old, in ms. */
const CHECK_MS = 3_600_000;

export function createPrices(options: PricesOptions): Prices {
  const { config, ledger, threadFolder, now, log } = options;
  const file = openPriceTablesFile(join(options.dataFolder, 'prices.json'));
  let inUse: FetchedTables | null = null;
  let pending: (FetchedTables & { refresh: PriceRefresh }) | null = null;
  let recalculation: { stop: AbortController; apply: boolean } | null = null;
  let timer: NodeJS.Timeout | null = null;
  const closing = new AbortController();

  const freshness = keepFresh({
    isWanted: () => config.current().prices.refresh === 'weekly',
    fetchedAt: () => inUse?.fetchedAt ?? null,
    async refresh() {
      const { changes, fetchedAt } = await refresh();
      await applyRefresh(fetchedAt);
      const told = tellChanges(changes);
      if (told !== null) options.notice('info', told.message, told.hint);
    },
    onFailure: (message) => log('warn', 'newer prices could not be fetched', { cause: message }),
    now,
  });

  const prices = () => ({ own: config.current().prices.own, tables: inUse?.tables ?? null });

  function findProviders(): Map<string, PricedProvider> {
    return new Map(config.current().providers.map((provider) => [provider.id, toPriced(resolveProvider(provider, null))]));
  }

  const readAnswered = () => ledger.call('answered-models', { from: now() - IN_USE_MS });

  function listInUse(answered: readonly AnsweredModel[]) {
    const names = listTargets(config.current(), answered);
    const providers = findProviders();
    const targets = names.map((name): PricedTarget => {
      const { providerId, model } = splitTarget(name);
      return { provider: providers.get(providerId) ?? toPriced({ id: providerId, prices: 'unknown', playMoney: false }), model };
    });
    return { names, targets };
  }

  async function refresh(): Promise<PriceRefresh> {
    // Without the ledger there are still the targets that the config names.
    const { targets } = listInUse(await readAnswered().catch(() => []));
    const network = await options.readNetwork();
    const { sources } = options;
    const fetched = await ask('refresh', { ...prices(), targets, at: now(), sources, network });
    pending = { tables: fetched.tables, fetchedAt: fetched.refresh.fetchedAt, refresh: fetched.refresh };
    return fetched.refresh;
  }

  const ask: Ask = (name, input, more) => askPriceThread(name, input, { threadFolder, signal: closing.signal, ...more });

  async function applyRefresh(fetchedAt: number): Promise<void> {
    if (pending?.fetchedAt !== fetchedAt)
      throw new AppError('prices-failed', 'What was fetched then is not there any more.', 'Look for newer prices again.');
    const { tables, refresh: applied } = pending;
    await file.write({ tables, fetchedAt });
    pending = null;
    inUse = { tables, fetchedAt };
    log('info', 'newer prices are in use', { targetsChanged: applied.changes.length });
    await options.onTablesChanged();
  }

  function begin(apply: boolean): AbortController {
    if (recalculation?.apply === true)
      throw new AppError(
        'recalculation-failed',
        'Costs are being computed again already.',
        'Wait until that is done, or stop it.',
      );
    // A preview of another span is of no use any more.
    recalculation?.stop.abort(wasStopped(false));
    const stop = new AbortController();
    recalculation = { stop, apply };
    return stop;
  }

  return {
    async open() {
      const { fetched, problem } = await file.read();
      inUse = fetched;
      if (problem !== null)
        options.notice('warn', problem, 'The prices that came with Switchyard are used. Look for newer ones.');
      timer = setInterval(() => void freshness.check(), CHECK_MS).unref();
    },
    tables: () => inUse?.tables ?? null,
    async list() {
      const answered = await readAnswered();
      const { names, targets } = listInUse(answered);
      const { own, refresh: wanted } = config.current().prices;
      const { cards, listed, tables } = await ask('describe', { ...prices(), targets, at: now() });
      const counts = new Map(answered.map((model) => [`${model.providerId}/${model.model}`, model]));
      return {
        tables,
        refresh: wanted,
        fetchedAt: inUse?.fetchedAt ?? null,
        failure: freshness.failure(),
        targets: targets.map(({ provider }, index) => {
          const target = names[index] ?? '';
          return {
            target,
            card: cards[index] ?? null,
            listed: listed[index] ?? null,
            reported: provider.prices === 'reported',
            playMoney: provider.playMoney,
            own: own.filter((price) => fitsOwnPrice(price, target)),
            requests: counts.get(target)?.requests ?? 0,
            unpriced: counts.get(target)?.unpriced ?? 0,
          };
        }),
      };
    },
    refresh,
    applyRefresh,
    async useShipped() {
      await file.remove();
      inUse = null;
      log('info', 'the prices that came with the app are in use');
      await options.onTablesChanged();
    },
    setRefresh: (wanted) => config.update((before) => ({ ...before, prices: { ...before.prices, refresh: wanted } })),
    setOwn: (price, replaces) => config.update((before) => putOwnPrice(before, price, replaces)),
    deleteOwn: (name) => config.update((before) => dropOwnPrice(before, name)),
    async recalculate(span, { apply }) {
      const stop = begin(apply);
      const { port1, port2 } = new MessageChannel();
      const providers = findProviders();
      try {
        await ledger.call('serve-costs', { port: port1 }, [port1]);
        return await ask(
          'recalculate',
          { ...prices(), port: port2, providers: [...providers.values()], first: findFirst(providers), span, apply },
          { transfer: [port2], signal: AbortSignal.any([stop.signal, closing.signal]), onEvent: options.onRecalculating },
        );
      } finally {
        port2.close();
        if (recalculation?.stop === stop) recalculation = null;
        if (apply) options.onCostsChanged(span);
      }
    },
    stopRecalculation: () => recalculation?.stop.abort(wasStopped(recalculation.apply)),
    follow: () => void freshness.check(),
    close() {
      if (timer) clearInterval(timer);
      closing.abort(new AppError('internal', 'Switchyard ends.'));
    },
  };

  function findFirst(providers: ReadonlyMap<string, PricedProvider>): PricedTarget | null {
    const target = findDefaultTarget(config.current());
    const provider = target && providers.get(target.providerId);
    return provider ? { provider, model: target.model } : null;
  }
}

type Ask = <N extends Parameters<typeof askPriceThread>[0]>(
  name: N,
  input: Parameters<typeof askPriceThread<N>>[1],
  more?: Partial<Parameters<typeof askPriceThread<N>>[2]>,
) => ReturnType<typeof askPriceThread<N>>;

/** What prices need of a provider, and nothing that a thread cannot be sent. */
function toPriced({ id, prices, playMoney }: PricedProvider): PricedProvider {
  return { id, prices, playMoney };
}

function wasStopped(applied: boolean): AppError {
  return applied
    ? new AppError(
        'recalculation-failed',
        'Computing the costs again was stopped in the middle.',
        'Requests up to there have their new cost, the others their old one. Begin again to go on.',
      )
    : new AppError('recalculation-failed', 'The preview was stopped.', 'Nothing was changed.');
}

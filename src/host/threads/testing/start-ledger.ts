import { resolve } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import type { ExchangeEvent } from '../../../shared/model/exchange';
import { sampleExchange } from '../../../shared/testing/sample-exchange';
import { createLedgerClient, type LedgerClient } from '../ledger-client';
import { createLedgerLink, type LedgerLink } from '../ledger-link';
import type { LedgerThreadEvent } from '../ledger-service';

/** The built ledger thread under supervision, with a proxy's line to it that is laid again as the host does. */
export interface TestLedger {
  client: LedgerClient;
  link: LedgerLink;
  events: LedgerThreadEvent[];
  /** Resolves with the first event of this kind, past or to come. */
  untilEvent<K extends LedgerThreadEvent['kind']>(kind: K): Promise<Extract<LedgerThreadEvent, { kind: K }>>;
  /** Resolves when the screens were told of this row. */
  untilTold(id: string): Promise<void>;
  /** Resolves when the ledger holds all these rows. */
  untilKept(...ids: string[]): Promise<void>;
  stop(): Promise<void>;
}

export function startLedger(dataFolder: string): TestLedger {
  const link = createLedgerLink();
  const events: LedgerThreadEvent[] = [];
  let wake = () => {};
  const client = createLedgerClient({
    dataFolder,
    threadFolder: resolve('out/main'),
    onEvent(event) {
      events.push(event);
      wake();
    },
    onDied() {},
    onRestarted: connect,
  });

  function connect(): void {
    const { port1, port2 } = new MessageChannel();
    client.call('connect-proxy', { port: port1 }, [port1]).catch(() => port1.close());
    link.connect(port2);
  }

  async function until<T>(find: () => T | undefined): Promise<T> {
    for (let found = find(); ; found = find()) {
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }

  client.start();
  connect();
  return {
    client,
    link,
    events,
    untilEvent: (kind) => until(() => events.find((event) => event.kind === kind)) as never,
    async untilTold(id) {
      await until(() => events.find((event) => event.kind === 'rows' && event.exchanges.some((row) => row.id === id)));
    },
    async untilKept(...ids) {
      for (let missing = ids; missing.length > 0;) {
        const rows = await client.call('list', { before: null, limit: 20_000 }).catch(() => []);
        const kept = new Set(rows.map((row) => row.id));
        missing = ids.filter((id) => !kept.has(id));
        if (missing.length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async stop() {
      link.disconnect();
      await client.call('close', undefined).catch(() => undefined);
      await client.stop();
    },
  };
}

/** A request that has ended. */
export function finished(id: string): ExchangeEvent {
  return { kind: 'finished', exchange: sampleExchange({ id, startedAt: Date.now() }) };
}

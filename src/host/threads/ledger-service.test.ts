import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CapturedBodies } from '../../shared/model/captured-bodies';
import type { Exchange } from '../../shared/model/exchange';
import { UNKNOWN_COST } from '../../shared/model/money';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { createLedgerLink, type LedgerLink } from './ledger-link';
import { createLedgerService, type LedgerThreadEvent } from './ledger-service';

type Service = ReturnType<typeof createLedgerService>;

let dataFolder: string;
let service: Service;
let events: LedgerThreadEvent[];
let changed: () => void;

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'switchyard-ledger-service-'));
  events = [];
  changed = () => {};
  service = open();
});

afterEach(async () => {
  await service.close();
  rmSync(dataFolder, { recursive: true });
});

function open(): Service {
  const tell = (event: LedgerThreadEvent) => {
    events.push(event);
    changed();
  };
  return createLedgerService({ dataFolder, recoveryThread: resolve('out/main/recovery-thread.js') }, tell, () => {});
}

function connect(link: LedgerLink, to: Service): MessageChannel {
  const channel = new MessageChannel();
  void to['connect-proxy']({ port: channel.port1 });
  link.connect(channel.port2);
  return channel;
}

function rowsTold(): Exchange[] {
  return events.flatMap((event) => (event.kind === 'rows' ? event.exchanges : []));
}

async function untilTold(fits: (rows: Exchange[]) => boolean): Promise<Exchange[]> {
  while (!fits(rowsTold())) await new Promise<void>((resolve) => (changed = resolve));
  return rowsTold();
}

const RUNNING = sampleExchange({ id: 'req_1', startedAt: Date.now(), outcome: 'in-flight', durationMs: null });
const DONE: Exchange = { ...RUNNING, outcome: 'ok', durationMs: 20 };

describe('the line from the proxy to the ledger', () => {
  it('brings rows into the ledger, to the screens and into the server log', async () => {
    const link = createLedgerLink();
    connect(link, service);
    link.record({ kind: 'started', exchange: RUNNING });
    link.record({ kind: 'finished', exchange: DONE });
    expect(await untilTold((rows) => rows.length > 0)).toEqual([DONE]);
    expect(await service.list({ before: null, limit: 10 })).toEqual([DONE]);
    const logs = readdirSync(join(dataFolder, 'logs'));
    const serverLog = logs.find((name) => name.startsWith('server-')) ?? '';
    expect(readFileSync(join(dataFolder, 'logs', serverLog), 'utf8').split('\n')).toHaveLength(2);
    link.disconnect();
  });

  it('ends the open rows of a proxy that is gone as failed, and tells the screens', async () => {
    const link = createLedgerLink();
    const channel = connect(link, service);
    const other = createLedgerLink();
    connect(other, service);
    link.record({ kind: 'started', exchange: RUNNING });
    other.record({ kind: 'started', exchange: { ...RUNNING, id: 'req_2' } });
    await untilTold((rows) => rows.length === 2);
    channel.port2.close();
    const told = await untilTold((rows) => rows.length === 3);
    expect(told[2]).toMatchObject({ id: 'req_1', outcome: 'failed', error: expect.stringContaining('The proxy thread stopped') });
    const rows = await service.list({ before: null, limit: 10 });
    expect(rows.find((row) => row.id === 'req_2')).toMatchObject({ outcome: 'in-flight' });
    other.disconnect();
  });

  it('loses no row when the ledger is gone for a while: the next one gets what was not written', async () => {
    const link = createLedgerLink();
    link.record({ kind: 'started', exchange: RUNNING });
    link.record({ kind: 'started', exchange: { ...RUNNING, id: 'req_2' } });
    const first = connect(link, service);
    await untilTold((rows) => rows.length === 2);
    first.port1.close();
    await new Promise<void>((resolve) => first.port2.once('close', resolve));
    link.record({ kind: 'finished', exchange: DONE });
    connect(link, service);
    await untilTold((rows) => rows.some((row) => row.outcome === 'ok'));
    const rows = await service.list({ before: null, limit: 10 });
    expect(rows.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['req_2', 'in-flight'],
      ['req_1', 'ok'],
    ]);
    link.disconnect();
  });

  it('waits at the end for the rows of a proxy that has just disconnected', async () => {
    const link = createLedgerLink();
    connect(link, service);
    link.record({ kind: 'finished', exchange: DONE });
    link.disconnect();
    await service.close();
    service = open();
    expect(await service.list({ before: null, limit: 10 })).toEqual([DONE]);
  });
});

describe('what budgets ask over the line', () => {
  const query = { scope: {}, from: 0, before: Date.now() + 3_600_000 };
  const costing = (id: string, total: number): Exchange => ({ ...DONE, id, cost: { ...UNKNOWN_COST, total } });

  it('is answered by all rows that went before the question, and by none that came after it', async () => {
    const link = createLedgerLink();
    connect(link, service);
    const answers: Promise<{ spent: number } | undefined>[] = [];
    for (let count = 1; count <= 50; count += 1) {
      link.record({ kind: 'started', exchange: { ...costing(`req_${count}`, 1_000), outcome: 'in-flight' } });
      link.record({ kind: 'finished', exchange: costing(`req_${count}`, 1) });
      answers.push(link.readSpend([query]).then((sums) => sums?.[0]));
    }
    const sums = await Promise.all(answers);
    expect(sums.map((sum) => sum?.spent)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    link.disconnect();
  });

  it('is asked anew when another ledger is there, which first gets the rows that the last one did not write', async () => {
    let asked = 0;
    const link = createLedgerLink(() => (asked += 1));
    const first = connect(link, service);
    link.record({ kind: 'finished', exchange: costing('req_1', 5) });
    expect(await link.readSpend([query])).toEqual([{ spent: 5, unpriced: 0 }]);
    first.port1.close();
    await new Promise<void>((resolve) => first.port2.once('close', resolve));
    link.record({ kind: 'finished', exchange: costing('req_2', 7) });
    expect(await link.readSpend([query])).toBeNull();
    expect(asked).toBe(1);
    connect(link, service);
    expect(asked).toBe(2);
    expect(await link.readSpend([query])).toEqual([{ spent: 12, unpriced: 0 }]);
    link.disconnect();
  });

  it('has no answer where the one that was asked is gone', async () => {
    const link = createLedgerLink();
    const channel = connect(link, service);
    const lost = link.readSpend([query]);
    channel.port1.close();
    expect(await lost).toBeNull();
    link.disconnect();
  });

  it('is asked anew once the rows of a proxy that is gone have ended', async () => {
    const dead = createLedgerLink();
    const channel = connect(dead, service);
    dead.record({ kind: 'started', exchange: { ...costing('req_1', 9), outcome: 'in-flight' } });
    await untilTold((rows) => rows.length === 1);
    const changes: Promise<unknown>[] = [];
    const next = createLedgerLink(() => changes.push(next.readSpend([query])));
    connect(next, service);
    expect(await changes[0]).toEqual([{ spent: 0, unpriced: 0 }]);
    channel.port2.close();
    while (changes.length < 2) await new Promise((resolve) => setImmediate(resolve));
    expect(await changes[1]).toEqual([{ spent: 9, unpriced: 0 }]);
    next.disconnect();
  });
});

describe('the ledger thread’s start', () => {
  it('ends rows that a killed run left open', async () => {
    const link = createLedgerLink();
    connect(link, service);
    link.record({ kind: 'started', exchange: RUNNING });
    await untilTold((rows) => rows.length === 1);
    await service.list({ before: null, limit: 1 });
    const next = open();
    expect(await next.list({ before: null, limit: 1 })).toMatchObject([
      { outcome: 'failed', error: 'Switchyard ended while this was running.' },
    ]);
    await next.close();
    link.disconnect();
  });

  it('goes on without a ledger file that it can’t use: says so, and rows still reach the screens and the log', async () => {
    await service.close();
    rmSync(join(dataFolder, 'ledger.db'));
    mkdirSync(join(dataFolder, 'ledger.db'));
    service = open();
    expect(events.at(-1)).toMatchObject({ kind: 'fault', fault: { code: 'ledger-failed' } });
    const link = createLedgerLink();
    connect(link, service);
    link.record({ kind: 'finished', exchange: DONE });
    expect(await untilTold((rows) => rows.length > 0)).toEqual([DONE]);
    await expect(service.list({ before: null, limit: 1 })).rejects.toMatchObject({ code: 'ledger-failed' });
    link.disconnect();
  });
});

describe('bodies on the line', () => {
  function captured(exchangeId: string, text: string, onDisk: boolean): CapturedBodies {
    const bytes = new Uint8Array(Buffer.from(text));
    const head = { from: 0, to: bytes.length };
    const body = { kind: 'client-request', attempt: null, contentType: 'application/json', size: bytes.length } as const;
    const bodies = [{ ...body, head, tail: null }];
    return { exchangeId, startedAt: 1, onDisk, limit: 1_000, secrets: ['a-key-of-work'], patterns: [], bodies, bytes };
  }

  it('come after their rows, change hands, and are there after a restart when they are for the disk', async () => {
    const link = createLedgerLink();
    connect(link, service);
    const [inMemory, onDisk] = [captured('req_1', '{"said":1}', false), captured('req_2', '{"key":"a-key-of-work"}', true)];
    for (const bodies of [inMemory, onDisk]) {
      link.record({ kind: 'finished', exchange: { ...DONE, id: bodies.exchangeId } });
      link.keepBodies(bodies);
    }
    await untilTold((rows) => rows.length === 2);
    expect([inMemory, onDisk].map(({ bytes }) => bytes.length)).toEqual([0, 0]);
    expect(await service.bodies({ exchangeId: 'req_1' })).toMatchObject({ from: 'memory', bodies: [{ text: '{"said":1}' }] });
    link.disconnect();
    await service.close();
    service = open();
    expect(await service.bodies({ exchangeId: 'req_1' })).toMatchObject({ from: null, bodies: [] });
    expect(await service.bodies({ exchangeId: 'req_2' })).toMatchObject({
      from: 'ledger',
      bodies: [{ text: '{"key":"[redacted key]"}', redacted: 1 }],
    });
  });

  it('wait for a ledger that is not there yet, as many as there is room for', async () => {
    const link = createLedgerLink();
    link.record({ kind: 'finished', exchange: { ...DONE, id: 'req_1' } });
    link.keepBodies(captured('req_1', '{"said":1}', false));
    link.keepBodies(captured('req_2', 'x'.repeat(8_000_000), false));
    connect(link, service);
    await untilTold((rows) => rows.length === 1);
    expect(await service.bodies({ exchangeId: 'req_1' })).toMatchObject({ from: 'memory' });
    expect(await service.bodies({ exchangeId: 'req_2' })).toMatchObject({ from: null });
    link.disconnect();
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLedger, type Ledger } from '../../ledger';
import type { BodyKind } from '../../shared/model/bodies';
import type { CapturedBodies } from '../../shared/model/captured-bodies';
import { sampleExchange } from '../../shared/testing/sample-exchange';
import { answerBodies } from './answer-bodies';
import { createBodyKeeper, type BodyKeeper } from './create-body-keeper';

const KEY = 'key-of-work-0123456789';

let folder: string;
let ledger: Ledger;
let keeper: BodyKeeper;
let logged: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-bodies-'));
  logged = [];
  open();
});

afterEach(() => {
  shut();
  rmSync(folder, { recursive: true });
});

function open(): void {
  ledger = openLedger(join(folder, 'ledger.db'));
  keeper = createBodyKeeper({ write: (set) => ledger.writeBodies(set), log: (_level, message) => logged.push(message) });
}

function shut(): void {
  keeper.close();
  ledger.close();
}

interface Said {
  kind?: BodyKind;
  attempt?: number | null;
  contentType?: string;
  text: string;
}

function capture(id: string, said: Said[], more: Partial<CapturedBodies> = {}): CapturedBodies {
  ledger.record({ kind: 'finished', exchange: sampleExchange({ id }) });
  const bytes = new Uint8Array(Buffer.concat(said.map(({ text }) => Buffer.from(text))));
  let at = 0;
  const bodies = said.map(({ kind = 'client-request', attempt = null, contentType = 'application/json', text }) => {
    const size = Buffer.byteLength(text);
    const head = { from: at, to: (at += size) };
    return { kind, attempt, contentType, size, head, tail: null };
  });
  return { exchangeId: id, startedAt: 1, onDisk: false, limit: 1_000_000, secrets: [KEY], patterns: [], bodies, bytes, ...more };
}

/** All that lies in the data folder, as it lies there. */
function readFolder(): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

it('keeps bodies in memory only, redacted, unless they are for the disk', async () => {
  keeper.add(capture('req_1', [{ text: `{"said":"the key is ${KEY}"}` }]));
  await keeper.flush();
  expect(await answerBodies('req_1', keeper, ledger)).toEqual({
    from: 'memory',
    why: null,
    bodies: [
      {
        ...{ kind: 'client-request', attempt: null, contentType: 'application/json', size: 44, kept: 44, redacted: 1 },
        text: '{"said":"the key is [redacted key]"}',
      },
    ],
  });
  expect(ledger.readBodies('req_1')).toBeNull();
});

it('writes what is for the disk compressed and redacted, and reads it after a restart', async () => {
  const text = JSON.stringify({ messages: [{ role: 'user', content: `plain words ${'again '.repeat(500)} ${KEY}` }] });
  keeper.add(
    capture('req_1', [{ text }, { kind: 'client-response', text: '{"answer":"ghp_0123456789abcdefABCDEF0123456789abcd"}' }], {
      onDisk: true,
    }),
  );
  await keeper.flush();
  shut();
  const onDisk = readFolder();
  expect(onDisk).not.toContain(KEY);
  expect(onDisk).not.toContain('ghp_0123');
  expect(onDisk).not.toContain('again again');
  open();
  const found = await answerBodies('req_1', keeper, ledger);
  expect(found.from).toBe('ledger');
  expect(found.bodies.map(({ kind, redacted }) => [kind, redacted])).toEqual([
    ['client-request', 1],
    ['client-response', 1],
  ]);
  expect(found.bodies[0]?.text).toContain('plain words again');
});

it('leaves a secret that a stream sent in pieces neither on the disk nor in the index', async () => {
  const pieces = [KEY.slice(0, 7), KEY.slice(7, 15), `${KEY.slice(15)} and done`];
  const text = pieces
    .map(
      (part) =>
        `data: ${JSON.stringify({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: part } })}\n\n`,
    )
    .join('');
  keeper.add(capture('req_1', [{ kind: 'client-response', contentType: 'text/event-stream', text }], { onDisk: true }));
  await keeper.flush();
  const { bodies } = await answerBodies('req_1', keeper, ledger);
  for (const piece of [KEY.slice(7, 15), KEY.slice(15)]) expect(bodies[0]?.text).not.toContain(piece);
  expect(bodies[0]).toMatchObject({ redacted: 1 });
  shut();
  expect(readFolder()).not.toContain(KEY.slice(7, 15));
  open();
});

it("redacts what the config's patterns find, in either case, and says which of them cannot be used", async () => {
  keeper.add(capture('req_1', [{ text: '{"said":"Customer-12 of ACME"}' }], { patterns: ['customer-\\d+', '(?P<x'] }));
  const { bodies } = await answerBodies('req_1', keeper, ledger);
  expect(bodies[0]?.text).toBe('{"said":"[redacted] of ACME"}');
  expect(logged).toEqual([expect.stringContaining('(?P<x')]);
});

it('cuts a long body to its beginning and its end and says so, without half a secret at a cut', async () => {
  for (let shift = 0; shift < KEY.length; shift += 3) {
    const text =
      `${'a '.repeat(375)}${'b'.repeat(shift)}`.slice(0, 750 - shift) + KEY + ' filler'.repeat(2_000) + KEY + 'z '.repeat(122);
    keeper.add(capture(`req_${shift}`, [{ contentType: 'text/plain', text }], { limit: 1_000 }));
    const { bodies } = await answerBodies(`req_${shift}`, keeper, ledger);
    const [body] = bodies;
    expect(body).toMatchObject({ size: text.length, kept: 1_000 });
    expect(body?.text).toContain(`[… ${(text.length - 1_000).toLocaleString('en')} bytes in between were not kept …]`);
    for (let at = 0; at + 6 <= KEY.length; at += 1) expect(body?.text).not.toContain(KEY.slice(at, at + 6));
  }
});

it('leaves images out with a note of their size', async () => {
  keeper.add(capture('req_1', [{ text: `{"data":"${'iVBORw0K'.repeat(1_000)}"}` }]));
  const { bodies } = await answerBodies('req_1', keeper, ledger);
  expect(bodies[0]?.text).toBe('{"data":"[8,000 characters of base64, not kept]"}');
  expect(bodies[0]).toMatchObject({ kept: 8_011, redacted: 0 });
});

it('forgets the oldest in memory, and tells why there is nothing', async () => {
  for (let count = 0; count <= 200; count += 1) keeper.add(capture(`req_${count}`, [{ text: '{}' }]));
  expect((await answerBodies('req_0', keeper, ledger)).why).toMatch(/made room/);
  expect((await answerBodies('req_1', keeper, ledger)).from).toBe('memory');
  ledger.record({ kind: 'finished', exchange: sampleExchange({ id: 'req_p', private: true }) });
  expect((await answerBodies('req_p', keeper, ledger)).why).toMatch(/private/);
  ledger.record({ kind: 'started', exchange: sampleExchange({ id: 'req_r', outcome: 'in-flight' }) });
  expect((await answerBodies('req_r', keeper, ledger)).why).toMatch(/once it has ended/);
  expect((await answerBodies('req_unknown', keeper, ledger)).why).toMatch(/Nothing is known/);
});

it('holds no more bytes in memory than it may', async () => {
  const text = Array.from({ length: 300_000 }, (_, index) => (index * 7919).toString(36)).join(' ');
  for (let count = 0; count < 20; count += 1) keeper.add(capture(`req_${count}`, [{ contentType: 'text/plain', text }]));
  expect((await answerBodies('req_0', keeper, ledger)).from).toBeNull();
  expect((await answerBodies('req_19', keeper, ledger)).from).toBe('memory');
});

it('says once that bodies cannot be written, and has them in memory all the same', async () => {
  const stuck = createBodyKeeper({
    write() {
      throw new Error('the disk is full');
    },
    log: (_level, message) => logged.push(message),
  });
  stuck.add(capture('req_1', [{ text: '{}' }], { onDisk: true }));
  stuck.add(capture('req_2', [{ text: '{}' }], { onDisk: true }));
  await stuck.flush();
  expect(logged).toEqual(['Bodies cannot be written: the disk is full']);
  expect((await answerBodies('req_2', stuck, ledger)).from).toBe('memory');
  stuck.close();
});

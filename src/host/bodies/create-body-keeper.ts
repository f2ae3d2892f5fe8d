import { setImmediate as nextTurn } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { readWords, unpackBodies, type BodySet, type StoredBody } from '../../ledger';
import type { KeptBody } from '../../shared/model/bodies';
import type { CapturedBodies } from '../../shared/model/captured-bodies';
import { createSecretSearch, type SecretSearch } from '../../shared/redact/find-secrets';
import { createPatternSearch } from './pattern-search';
import { redactBody, type RedactedText } from './redact-body';

/** What is kept in memory: the last exchanges, as many as this and as fit into so many bytes; the oldest go first. */
const KEPT_EXCHANGES = 200;
const KEPT_BYTES = 16_000_000;
/** Bytes that may wait to be written; what comes beyond it is in memory only. */
const MOST_WAITING = 64_000_000;
/** What is for memory only is redacted once no request has ended for this long, or after this long at the latest; in ms. */
const IDLE_MS = 5_000;
const LONGEST_RAW_MS = 30_000;
/** The disk is worth more time than memory is. */
const GZIP_LEVEL = { disk: 5, memory: 1 };

export interface BodyKeeperOptions {
  /** Writes the bodies of an exchange into the ledger. Throws when that is not possible. */
  write(set: BodySet): void;
  log(level: 'warn' | 'error', message: string): void;
}

/** Redacts the bodies of exchanges that have ended, keeps the last ones in memory, and has those written that are for the disk. */
export interface BodyKeeper {
  /** Returns at once. */
  add(captured: CapturedBodies): void;
  /** What memory has of an exchange, redacted; null when that is nothing. */
  read(exchangeId: string): Promise<KeptBody[] | null>;
  /** Has everything written that is for the disk. */
  flush(): Promise<void>;
  /** Forgets everything. */
  close(): void;
}

/** An exchange in memory: as it came, or as it is kept. */
interface Entry {
  raw: CapturedBodies | null;
  set: BodySet | null;
  bytes: number;
  /** By performance.now(). */
  since: number;
  /** Under way, so that it is done once. */
  work: Promise<void> | null;
}

export function createBodyKeeper({ write, log }: BodyKeeperOptions): BodyKeeper {
  /** The oldest first. */
  const entries = new Map<string, Entry>();
  /** To be written, whether memory still has them or not. */
  const due: Entry[] = [];
  let bytes = 0;
  let waiting = 0;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;
  let known: { key: string; search: Promise<SecretSearch> } | null = null;
  let failing = false;

  function findSearch({ secrets, patterns }: CapturedBodies): Promise<SecretSearch> {
    const key = JSON.stringify([secrets, patterns]);
    if (known?.key !== key) {
      const search = createPatternSearch(patterns, (message) => log('warn', message));
      known = { key, search: search.then((find) => createSecretSearch(secrets, find)) };
    }
    return known.search;
  }

  async function redact(entry: Entry): Promise<void> {
    const { raw } = entry;
    if (raw === null) return;
    const set = await toSafeSet(raw);
    entry.raw = null;
    entry.set = set;
    const size = countBytes(set.bodies);
    if (entries.get(set.exchangeId) === entry) bytes += size - entry.bytes;
    entry.bytes = size;
  }

  /** What cannot be redacted is not kept. */
  async function toSafeSet(raw: CapturedBodies): Promise<BodySet> {
    try {
      return toBodySet(raw, await findSearch(raw));
    } catch (error) {
      log('error', `The bodies of ${raw.exchangeId} could not be redacted and are not kept: ${(error as Error).name}.`);
      return { exchangeId: raw.exchangeId, startedAt: raw.startedAt, bodies: [], words: '' };
    }
  }

  function work(entry: Entry): Promise<void> {
    return (entry.work ??= redact(entry));
  }

  /** Words are for the ledger only. */
  async function writeDue(): Promise<void> {
    for (let entry = due[0]; entry !== undefined; entry = due[0]) {
      const size = entry.bytes;
      await work(entry);
      due.shift();
      waiting -= size;
      writeOne(entry.set as BodySet);
      entry.set = { ...(entry.set as BodySet), words: '' };
      await nextTurn();
    }
  }

  function writeOne(set: BodySet): void {
    if (set.bodies.length === 0) return;
    try {
      write(set);
      failing = false;
    } catch (error) {
      if (!failing) log('error', `Bodies cannot be written: ${(error as Error).message}`);
      failing = true;
    }
  }

  function startWriting(): Promise<void> {
    writing ??= writeDue().finally(() => (writing = null));
    return writing;
  }

  function forgetOldest(): void {
    for (const [id, entry] of entries) {
      if (entries.size <= KEPT_EXCHANGES && bytes <= KEPT_BYTES) return;
      entries.delete(id);
      bytes -= entry.bytes;
    }
  }

  function wake(afterMs: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void redactWaiting(), afterMs);
    timer.unref();
  }

  async function redactWaiting(): Promise<void> {
    timer = null;
    for (const entry of [...entries.values()]) {
      // More has come: the rest waits, unless it has waited long enough.
      if (timer !== null && performance.now() - entry.since < LONGEST_RAW_MS) return;
      if (entry.raw === null) continue;
      await work(entry);
      await nextTurn();
    }
  }

  return {
    add(captured) {
      const entry: Entry = { raw: captured, set: null, bytes: captured.bytes.length, since: performance.now(), work: null };
      bytes += entry.bytes;
      entries.set(captured.exchangeId, entry);
      forgetOldest();
      const oldest = [...entries.values()].find(({ raw }) => raw !== null);
      const restMs = oldest === undefined ? IDLE_MS : oldest.since + LONGEST_RAW_MS - performance.now();
      wake(Math.max(0, Math.min(IDLE_MS, restMs)));
      if (!captured.onDisk) return;
      if (waiting + entry.bytes > MOST_WAITING) {
        log('warn', `The bodies of ${captured.exchangeId} are not written: too many wait to be.`);
        return;
      }
      waiting += entry.bytes;
      due.push(entry);
      void startWriting();
    },
    async read(exchangeId) {
      const entry = entries.get(exchangeId);
      if (entry === undefined) return null;
      await work(entry);
      return unpackBodies((entry.set as BodySet).bodies);
    },
    flush: startWriting,
    close() {
      if (timer !== null) clearTimeout(timer);
      entries.clear();
      due.length = 0;
      bytes = waiting = 0;
    },
  };
}

function toBodySet({ exchangeId, startedAt, onDisk, limit, bodies, bytes }: CapturedBodies, search: SecretSearch): BodySet {
  const level = onDisk ? GZIP_LEVEL.disk : GZIP_LEVEL.memory;
  /** By where they lie: two that lie in one place are the same body. */
  const done = new Map<string, RedactedText & { gzip: Uint8Array }>();
  const texts: Parameters<typeof readWords>[0][number][] = [];
  const stored = bodies.map((body): StoredBody => {
    const place = `${body.head.from}-${body.head.to}`;
    let redacted = done.get(place);
    if (redacted === undefined) {
      const result = redactBody(bytes, body, limit, search);
      redacted = { ...result, gzip: gzipSync(result.text, { level }) };
      done.set(place, redacted);
    }
    const { kind, attempt, contentType, size } = body;
    texts.push({ kind, contentType, text: redacted.text });
    return { kind, attempt, contentType, size, kept: redacted.kept, redacted: redacted.redacted, gzip: redacted.gzip };
  });
  return { exchangeId, startedAt, bodies: stored, words: onDisk ? readWords(texts) : '' };
}

function countBytes(bodies: readonly StoredBody[]): number {
  return [...new Set(bodies.map(({ gzip }) => gzip))].reduce((sum, { length }) => sum + length, 0);
}

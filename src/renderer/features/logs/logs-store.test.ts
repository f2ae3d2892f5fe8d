import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Bridge } from '../../../shared/ipc/contract';
import type { LogLine } from '../../../shared/model/log-page';
import { MOST_LINES, useLogsStore } from './logs-store';

interface Asked {
  before: string | null;
  limit: number;
  text?: string;
}

let log: LogLine[];
let asked: Asked[];
let refuse: boolean;
/** Runs while a page is on its way. */
let meanwhile: () => void;

const line = (number: number): LogLine => ({
  at: `server-2026-06-12.log:${number}`,
  time: number,
  level: null,
  text: `line ${number}`,
});
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => line(from + index));
const store = () => useLogsStore.getState();
const numbers = () => store().lines.map(({ time }) => time);

beforeEach(() => {
  log = lines(0, 1_200);
  asked = [];
  refuse = false;
  meanwhile = () => {};
  const bridge: Bridge = {
    async call(_name, input) {
      const query = input as Asked;
      asked.push(query);
      if (refuse) return { ok: false, error: { code: 'internal', message: 'The logs cannot be read.' } };
      const end = query.before === null ? log.length : log.findIndex(({ at }) => at === query.before);
      const begin = Math.max(0, end - query.limit);
      const page = { lines: log.slice(begin, end), before: begin === 0 ? null : (log[begin]?.at ?? null) };
      meanwhile();
      return { ok: true, value: page };
    },
    on: () => () => undefined,
  };
  vi.stubGlobal('window', { switchyard: bridge });
});

afterEach(() => {
  useLogsStore.setState(useLogsStore.getInitialState(), true);
  vi.unstubAllGlobals();
});

it('reads a log from its end to its beginning', async () => {
  await store().open('server', {});
  expect(numbers().at(-1)).toBe(1_199);
  for (let page = 0; page < 5; page += 1) await store().loadMore();
  expect(numbers()).toEqual(lines(0, 1_200).map(({ time }) => time));
  expect(asked).toHaveLength(3);
});

it('loses no line and shows none twice that is written while the page is on its way', async () => {
  meanwhile = () => store().append('server', lines(1_198, 1_203));
  await store().open('server', {});
  expect(numbers().slice(-6)).toEqual([1_197, 1_198, 1_199, 1_200, 1_201, 1_202]);
});

it('counts what comes while the reader is elsewhere, and through a filter only what fits', async () => {
  await store().open('server', { text: 'LINE 13' });
  store().follow(false);
  store().append('server', lines(1_299, 1_305));
  store().append('app', lines(1_305, 1_309));
  expect(store()).toMatchObject({ waiting: 5 });
  store().follow(true);
  expect(store()).toMatchObject({ waiting: 0, following: true });
});

it('follows a log for as long as it likes with a bounded number of lines, and can go back from there', async () => {
  await store().open('server', {});
  for (let from = 1_200; from < 8_000; from += 100) {
    log.push(...lines(from, from + 100));
    store().append('server', lines(from, from + 100));
  }
  expect(store().lines).toHaveLength(MOST_LINES);
  await store().loadMore();
  expect(numbers()).toEqual(lines(2_500, 8_000).map(({ time }) => time));
});

it('forgets a page that was asked for before another log was opened', async () => {
  await store().open('server', {});
  const late = store().loadMore();
  const opened = store().open('app', { text: 'x' });
  await Promise.all([late, opened]);
  expect(store()).toMatchObject({ name: 'app', filter: { text: 'x' }, phase: 'ready' });
  expect(store().lines).toHaveLength(500);
});

it('says why a log cannot be read, and asks for no more pages where one failed', async () => {
  await store().open('server', {});
  refuse = true;
  await store().loadMore();
  await store().loadMore();
  expect(asked).toHaveLength(2);
  await store().open('server', {});
  expect(store()).toMatchObject({ phase: 'failed', error: { message: 'The logs cannot be read.' } });
});

import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogPage } from '../../shared/model/log-page';
import { followLog } from './follow-log';
import { readLog, type LogQuery } from './read-log';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-read-log-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const NOW = new Date(2026, 5, 12, 12).getTime();
const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
const read = (query: Partial<LogQuery> = {}) => readLog(folder, { name: 'server', before: null, limit: 100, ...query }, NOW).page;
const textsOf = (page: LogPage) => page.lines.map(({ text }) => text);

/** All pages from the newest to the first, each as its texts. */
function readAll(query: Partial<LogQuery>): string[][] {
  const pages: string[][] = [];
  for (let before: string | null = null, isFirst = true; isFirst || before !== null; isFirst = false) {
    const page = read({ ...query, before });
    pages.push(textsOf(page));
    before = page.before;
  }
  return pages;
}

describe('a page of a log', () => {
  it('goes back from the newest line over every file, each line once', () => {
    write('server-2026-06-11.log', 'a\nb\n');
    write('server-2026-06-12.log', 'c\n');
    write('server-2026-06-12.1.log', 'd\ne\nf\n');
    expect(readAll({ limit: 2 })).toEqual([
      ['e', 'f'],
      ['c', 'd'],
      ['a', 'b'],
    ]);
    expect(readAll({ limit: 4 })).toEqual([
      ['c', 'd', 'e', 'f'],
      ['a', 'b'],
    ]);
  });

  it('is the same at whatever bytes the chunks part, with letters of several bytes and lines longer than a chunk', () => {
    const lines = Array.from({ length: 400 }, (_, index) => `${index} ${'ü€😀'.repeat((index * 37) % 180)}`);
    lines[200] = 'x'.repeat(400_000);
    write('server-2026-06-12.log', `${lines.join('\n')}\n`);
    expect(readAll({ limit: 7 }).reverse().flat()).toEqual(lines);
  });

  it('shows a last line that has no end yet, and no line where there is none', () => {
    write('server-2026-06-12.log', 'a\n\nhalf');
    expect(textsOf(read())).toEqual(['a', '', 'half']);
    expect(readLog(join(folder, 'none'), { name: 'server', before: null, limit: 9 }, NOW).page).toEqual({
      lines: [],
      before: null,
    });
    write('app-2026-06-12.log', '');
    expect(read({ name: 'app' })).toEqual({ lines: [], before: null });
  });

  it('reads time and level where a line begins with them', () => {
    const time = '2026-06-12T18:42:11.901Z';
    const app = `{"level":"warn","time":"${time}","port":3456,"msg":"level"}`;
    write('app-2026-06-12.log', `${app}\nno JSON\n`);
    write('server-2026-06-12.log', `[${time}] route=think\n[no time at all, really] x\n`);
    expect(read({ name: 'app' }).lines).toEqual([
      { at: 'app-2026-06-12.log:0', time: Date.parse(time), level: 'warn', text: app },
      { at: `app-2026-06-12.log:${app.length + 1}`, time: null, level: null, text: 'no JSON' },
    ]);
    expect(read().lines.map((line) => line.time)).toEqual([Date.parse(time), null]);
  });

  it('holds what a filter lets through: words in whatever case, and a level with the graver ones', () => {
    const line = (level: string, msg: string) => `{"level":"${level}","time":"2026-06-12T18:42:11.901Z","msg":"${msg}"}`;
    const lines = [line('error', 'Ä gone'), line('warn', 'late'), line('info', 'ä here')];
    write('app-2026-06-12.log', `${lines.join('\n')}\n`);
    expect(textsOf(read({ name: 'app', level: 'warn' }))).toEqual(lines.slice(0, 2));
    expect(textsOf(read({ name: 'app', text: '"ä' }))).toEqual([lines[0], lines[2]]);
    expect(textsOf(read({ name: 'app', text: 'Ä', level: 'error' }))).toEqual([lines[0]]);
  });

  it('before a place in a file that was removed, or one that never was, is empty', () => {
    write('server-2026-06-12.log', 'a\n');
    for (const before of ['server-2026-06-01.log:20', '../config.json:9', 'nonsense', '']) {
      expect(read({ before })).toEqual({ lines: [], before: null });
    }
  });

  it('puts the file of a day that has not come before all others', () => {
    write('server-2100-01-01.log', 'future\n');
    write('server-2026-06-12.log', 'now\n');
    expect(textsOf(read())).toEqual(['future', 'now']);
  });
});

describe('a log of 30 MB', () => {
  const LINES = 300_000;

  function writeMuch(): void {
    const line = (index: number) =>
      `[2026-06-12T18:42:11.901Z] route=default provider=p model=m status=200 tokens_in=${index}`.padEnd(99);
    for (let part = 0; part < 3; part += 1) {
      const text = Array.from({ length: LINES / 3 }, (_, index) => line((part * LINES) / 3 + index)).join('\n');
      write(part === 0 ? 'server-2026-06-12.log' : `server-2026-06-12.${part}.log`, `${text}\n`);
    }
  }

  it('costs a page a bounded number of bytes, wherever it is and whatever it looks for', () => {
    writeMuch();
    const query: LogQuery = { name: 'server', before: null, limit: 500 };
    const newest = readLog(folder, query, NOW);
    expect(newest.page.lines).toHaveLength(500);
    expect(newest.page.lines.at(-1)?.text).toContain('tokens_in=299999');
    expect(newest.bytesRead).toBeLessThanOrEqual(2 * 65_536);
    const middle = readLog(folder, { ...query, before: 'server-2026-06-12.1.log:5000000' }, NOW);
    expect(middle.bytesRead).toBeLessThanOrEqual(2 * 65_536);
    expect(middle.page.lines.at(-1)?.text).toContain('tokens_in=149999');

    let found: LogPage = { lines: [], before: null };
    let pages = 0;
    for (let before: string | null = null; pages === 0 || before !== null; pages += 1) {
      const { page, bytesRead } = readLog(folder, { ...query, text: 'tokens_in=7 ', before }, NOW);
      expect(bytesRead).toBeLessThanOrEqual(4_100_000);
      ({ before } = page);
      found = page;
    }
    expect(found.lines.map(({ at }) => at)).toEqual(['server-2026-06-12.log:700']);
    expect(pages).toBe(8);
  });
});

describe('following a log', () => {
  const append = (file: string, text: string) => appendFileSync(join(folder, file), text);

  it('gives what comes after its beginning, over rotation, each whole line once', () => {
    write('server-2026-06-12.log', 'before\n');
    const log = followLog(folder, 'server', () => NOW);
    expect(log.readNew()).toEqual([]);
    append('server-2026-06-12.log', 'one\ntw');
    expect(log.readNew()).toEqual(['one']);
    append('server-2026-06-12.log', 'o\nthree\n');
    append('server-2026-06-12.1.log', 'four\n');
    append('server-2026-06-12.2.log', 'five\n');
    expect(log.readNew()).toEqual(['two', 'three', 'four', 'five']);
    append('server-2026-06-12.2.log', '\nsix\n');
    expect(log.readNew()).toEqual(['', 'six']);
    expect(log.readNew()).toEqual([]);
  });

  it('begins where its page ends', () => {
    write('server-2026-06-12.log', 'one\ntwo\n');
    const log = followLog(folder, 'server', () => NOW);
    append('server-2026-06-12.log', 'three\n');
    expect(textsOf(read({ before: log.begin }))).toEqual(['one', 'two']);
    expect(log.readNew()).toEqual(['three']);
  });

  it('goes on with a file that was emptied, was deleted and made again, or comes only later', () => {
    const log = followLog(folder, 'server', () => NOW);
    expect(log.readNew()).toEqual([]);
    write('server-2026-06-12.log', 'one\ntwo\n');
    expect(log.readNew()).toEqual(['one', 'two']);
    truncateSync(join(folder, 'server-2026-06-12.log'));
    append('server-2026-06-12.log', 'three\n');
    expect(log.readNew()).toEqual(['three']);
    rmSync(join(folder, 'server-2026-06-12.log'));
    expect(log.readNew()).toEqual([]);
    write('server-2026-06-12.log', 'four\n');
    expect(log.readNew()).toEqual(['four']);
  });
});

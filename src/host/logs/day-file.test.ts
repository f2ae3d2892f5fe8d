import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDayFile } from './day-file';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-day-file-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const HOUR_MS = 3_600_000;
const NOON = new Date(2026, 5, 12, 12).getTime();
const datedFiles = () =>
  readdirSync(folder)
    .filter((file) => file !== 'server.log')
    .sort();
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

describe('a log file by day', () => {
  it('begins a new file at local midnight', () => {
    let now = NOON;
    const file = createDayFile({ folder, name: 'server', now: () => now });
    file.write('one\n');
    now += 12 * HOUR_MS;
    file.write('two\n');
    expect(datedFiles()).toEqual(['server-2026-06-12.log', 'server-2026-06-13.log']);
  });

  it('begins the next file of the day when one is full, and goes on there after a restart', () => {
    const options = { folder, name: 'server', now: () => NOON, maxBytes: 10 };
    const file = createDayFile(options);
    for (const text of ['12345\n', '12345\n', '1\n']) file.write(text);
    createDayFile(options).write('2\n');
    expect(read('server-2026-06-12.log')).toBe('12345\n');
    expect(read('server-2026-06-12.1.log')).toBe('12345\n1\n2\n');
  });

  it('keeps the newest files and never touches another name', () => {
    for (const name of ['server-2026-06-09.log', 'server-2026-06-10.10.log', 'server-2026-06-10.9.log', 'app-2026-06-01.log']) {
      writeFileSync(join(folder, name), 'x');
    }
    createDayFile({ folder, name: 'server', now: () => NOON, maxFiles: 2 }).write('now\n');
    expect(datedFiles()).toEqual(['app-2026-06-01.log', 'server-2026-06-10.10.log', 'server-2026-06-12.log']);
  });

  it('is readable to its owner alone', () => {
    createDayFile({ folder: join(folder, 'logs'), name: 'app', now: () => NOON }).write('x\n');
    expect(statSync(join(folder, 'logs')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'logs', 'app-2026-06-12.log')).mode & 0o777).toBe(0o600);
  });

  it('says where each text begins, in bytes', () => {
    const file = createDayFile({ folder, name: 'server', now: () => NOON });
    expect(file.write('für\n')).toEqual({ file: 'server-2026-06-12.log', offset: 0 });
    expect(file.write('x\n')).toEqual({ file: 'server-2026-06-12.log', offset: 5 });
  });
});

describe('a wrong clock', () => {
  it('set back over midnight, leaves the log in the file that it was in, also after a restart', () => {
    let now = NOON + 12.1 * HOUR_MS;
    const options = { folder, name: 'server', now: () => now };
    const file = createDayFile(options);
    file.write('one\n');
    now -= HOUR_MS;
    file.write('two\n');
    createDayFile(options).write('three\n');
    now += HOUR_MS;
    file.write('four\n');
    expect(datedFiles()).toEqual(['server-2026-06-13.log']);
    expect(read('server-2026-06-13.log')).toBe('one\ntwo\nthree\nfour\n');
  });

  it('set back by days, takes the log to the file of the day that it says', () => {
    let now = NOON;
    const file = createDayFile({ folder, name: 'server', now: () => now });
    file.write('one\n');
    now -= 72 * HOUR_MS;
    file.write('two\n');
    expect(datedFiles()).toEqual(['server-2026-06-09.log', 'server-2026-06-12.log']);
  });

  it('that ran ahead once, costs no file of the right days: those of the years to come go first', () => {
    for (const name of ['server-2100-01-01.log', 'server-2100-01-02.log', 'server-2026-06-11.log'])
      writeFileSync(join(folder, name), 'x');
    createDayFile({ folder, name: 'server', now: () => NOON, maxFiles: 3 }).write('now\n');
    expect(datedFiles()).toEqual(['server-2026-06-11.log', 'server-2026-06-12.log', 'server-2100-01-02.log']);
  });

  it('never has the file removed that is being written', () => {
    for (const day of ['10', '11', '12', '13']) writeFileSync(join(folder, `server-2026-06-${day}.log`), 'x');
    const longAgo = new Date(1970, 0, 1, 12).getTime();
    createDayFile({ folder, name: 'server', now: () => longAgo, maxFiles: 2 }).write('now\n');
    expect(datedFiles()).toEqual(['server-1970-01-01.log', 'server-2026-06-13.log']);
  });
});

describe('what others do to the folder', () => {
  it('a file that is deleted or moved away is made again', () => {
    const file = createDayFile({ folder, name: 'server', now: () => NOON, maxBytes: 12 });
    file.write('12345\n');
    rmSync(join(folder, 'server-2026-06-12.log'));
    file.write('23456\n');
    file.write('34567\n');
    renameSync(join(folder, 'server-2026-06-12.log'), join(folder, 'elsewhere'));
    file.write('45678\n');
    expect(datedFiles()).toEqual(['elsewhere', 'server-2026-06-12.log']);
    expect(read('elsewhere')).toBe('23456\n34567\n');
  });

  it('a folder that is deleted is made again', () => {
    const file = createDayFile({ folder: join(folder, 'logs'), name: 'server', now: () => NOON });
    file.write('one\n');
    rmSync(join(folder, 'logs'), { recursive: true });
    file.write('two\n');
    expect(read('logs/server-2026-06-12.log')).toBe('two\n');
  });

  it('a line that was cut off, by a crash or a full disk, does not swallow the next one', () => {
    writeFileSync(join(folder, 'server-2026-06-12.log'), 'whole\nhal');
    const file = createDayFile({ folder, name: 'server', now: () => NOON });
    expect(file.write('next\n')).toEqual({ file: 'server-2026-06-12.log', offset: 10 });
    file.write('last\n');
    expect(read('server-2026-06-12.log')).toBe('whole\nhal\nnext\nlast\n');
  });

  it('two writers share a file, and neither lets it grow beyond its size', () => {
    const options = { folder, name: 'server', now: () => NOON, maxBytes: 60 };
    const [one, other] = [createDayFile(options), createDayFile(options)];
    for (let number = 0; number < 10; number += 1) {
      one.write(`one ${number}\n`);
      other.write(`other ${number}\n`);
    }
    const files = datedFiles();
    expect(files.map((file) => statSync(join(folder, file)).size <= 60)).toEqual([true, true, true]);
    expect(
      files
        .map(read)
        .join('')
        .match(/^(one|other) \d$/gm),
    ).toHaveLength(20);
  });

  it('throws where nothing can be written, and writes again once it can', () => {
    const file = createDayFile({ folder: join(folder, 'logs'), name: 'server', now: () => NOON });
    writeFileSync(join(folder, 'logs'), 'a file');
    expect(() => file.write('one\n')).toThrow();
    rmSync(join(folder, 'logs'));
    file.write('two\n');
    expect(read('logs/server-2026-06-12.log')).toBe('two\n');
  });
});

describe('the name that stays', () => {
  it('leads to the file in use, also after it was rotated', () => {
    const file = createDayFile({ folder, name: 'server', now: () => NOON, maxBytes: 10 });
    file.write('12345\n');
    expect(readlinkSync(join(folder, 'server.log'))).toBe('server-2026-06-12.log');
    file.write('67890\n');
    expect(read('server.log')).toBe('67890\n');
  });

  it('is left alone where a file has it that is not ours', () => {
    writeFileSync(join(folder, 'server.log'), 'mine');
    createDayFile({ folder, name: 'server', now: () => NOON }).write('x\n');
    expect(read('server.log')).toBe('mine');
  });

  it('is no condition: where it cannot be made, the log is written all the same', () => {
    mkdirSync(join(folder, 'server.log.new'));
    writeFileSync(join(folder, 'server.log.new', 'x'), '');
    createDayFile({ folder, name: 'server', now: () => NOON }).write('x\n');
    expect(read('server-2026-06-12.log')).toBe('x\n');
  });
});

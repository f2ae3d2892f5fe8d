import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readForeignValue } from './read-foreign-value';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-foreign-'));
  file = join(folder, 'other.sqlite');
});

afterEach(() => rmSync(folder, { recursive: true }));

const listFiles = () => readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'base64')]);

describe('a value of another program’s database', () => {
  it('is read while that program has it open, from the write-ahead log too, and nothing is written beside it', async () => {
    const writer = new DatabaseSync(file);
    try {
      writer.exec('PRAGMA journal_mode = WAL; CREATE TABLE settings (key TEXT, text TEXT)');
      writer.exec("INSERT INTO settings VALUES ('a', 'one')");
      const before = listFiles();
      expect(before.map(([name]) => name)).toContain('other.sqlite-wal');
      expect(await readForeignValue(file, "SELECT text AS value FROM settings WHERE key = 'a'")).toBe('one');
      expect(await readForeignValue(file, "SELECT text AS value FROM settings WHERE key = 'b'")).toBeNull();
      expect(listFiles()).toEqual(before);
    } finally {
      writer.close();
    }
  });

  it('is not there where the file is no database, or has no such table', async () => {
    writeFileSync(file, 'no database at all, but long enough to be looked at as one');
    await expect(readForeignValue(file, 'SELECT 1 AS value FROM settings')).rejects.toThrow();
    expect(readFileSync(file, 'utf8')).toContain('no database');
    rmSync(file);
    new DatabaseSync(file).close();
    await expect(readForeignValue(file, 'SELECT 1 AS value FROM settings')).rejects.toThrow('settings');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { extractFile, listPackage } from '@electron/asar';
import { expect, it } from 'vitest';
import { createAsar } from './asar.mjs';
import { setFuses } from './fuses.mjs';
import { readZip } from './zip.mjs';

interface ZipFile {
  name: string;
  body: Buffer;
  mode: number;
  packed: boolean;
}

/** A zip as the format's description has it: local headers with their bytes, the directory, its end. */
function createZip(files: ZipFile[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, body, mode, packed } of files) {
    const data = packed ? deflateRawSync(body) : body;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(packed ? 8 : 0, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), data);
    directory.push(entry, Buffer.from(name));
    offset += local.length + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

it('reads stored and packed files of a zip with their modes, and leaves out folders', () => {
  const zip = createZip([
    { name: 'app/', body: Buffer.alloc(0), mode: 0o40755, packed: false },
    { name: 'app/run', body: Buffer.from('run '.repeat(100)), mode: 0o100755, packed: true },
    { name: 'app/note', body: Buffer.from('as it is'), mode: 0o100644, packed: false },
  ]);
  const entries = [...readZip(zip)].map(({ name, mode, data }) => [name, mode & 0o777, data().toString()]);
  expect(entries).toEqual([
    ['app/run', 0o755, 'run '.repeat(100)],
    ['app/note', 0o644, 'as it is'],
  ]);
});

it('refuses what is no zip', () => {
  expect(() => [...readZip(Buffer.alloc(100))]).toThrow('not a zip file');
});

it('writes an asar archive that the asar package reads', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'switchyard-asar-'));
  try {
    const file = path.join(folder, 'app.asar');
    writeFileSync(file, createAsar({ 'main.js': Buffer.from('one()'), 'package.json': Buffer.from('{"main":"main.js"}') }));
    expect(listPackage(file, { isPack: false })).toEqual(['/main.js', '/package.json']);
    expect(extractFile(file, 'main.js').toString()).toBe('one()');
    expect(extractFile(file, 'package.json').toString()).toBe('{"main":"main.js"}');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

it('sets the named fuses of an executable and leaves the others', () => {
  const executable = Buffer.from('code dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0810100011 code', 'latin1');
  setFuses(executable, { 3: '1', 6: '0' });
  expect(executable.toString('latin1')).toBe('code dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0810110001 code');
});

it('refuses an executable without a fuse wire', () => {
  expect(() => setFuses(Buffer.from('no wire'), {})).toThrow('no version 1 fuse wire');
});

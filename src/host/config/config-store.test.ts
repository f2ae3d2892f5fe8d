import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConfigFile } from '../../shared/config/config-schema';
import { AppError } from '../../shared/errors';
import { type ConfigStore, createConfigStore } from './config-store';

let root: string;
let folder: string;
let path: string;
const stores: ConfigStore[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'switchyard-config-'));
  folder = join(root, 'data');
  path = join(folder, 'config.json');
});

afterEach(async () => {
  for (const store of stores.splice(0)) store.close();
  await rm(root, { recursive: true, force: true });
});

async function open(environment: Record<string, string | undefined> = {}): Promise<ConfigStore> {
  const store = createConfigStore({ folder, environment });
  stores.push(store);
  await store.open();
  return store;
}

async function put(config: unknown): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path, typeof config === 'string' ? config : JSON.stringify(config));
}

/** As many editors save: a new file is written and takes the old one's name. */
async function replace(config: unknown): Promise<void> {
  await writeFile(`${path}.editor`, JSON.stringify(config));
  await rename(`${path}.editor`, path);
}

const withPort = (port: number) => ({ version: 1, listen: { port } }) satisfies ConfigFile;
const setPort = (port: number) => (file: ConfigFile) => ({ ...file, listen: { ...file.listen, port } });
const soon = (check: () => void) => vi.waitFor(check, { timeout: 5000, interval: 10 });
const modeOf = async (name: string) => (await stat(name)).mode & 0o777;

describe('opening', () => {
  it('makes folder and file, for their owner only, and runs on the defaults', async () => {
    const store = await open();
    expect(store.current().listen.port).toBe(3456);
    expect(store.fault()).toBeNull();
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ version: 1, providers: [] });
    expect(await modeOf(path)).toBe(0o600);
    expect(await modeOf(folder)).toBe(0o700);
  });

  it('reads the file that is there', async () => {
    await put(withPort(4000));
    expect((await open()).current().listen.port).toBe(4000);
  });

  it('runs on the defaults when the file is faulty, and says where the fault is', async () => {
    await put('{\n  "version": 1,\n  "lisen": {}\n}');
    const store = await open();
    expect(store.current().listen.port).toBe(3456);
    expect(store.fault()).toMatchObject({
      file: path,
      line: 3,
      column: 3,
      path: 'lisen',
      message: 'lisen is not known; did you mean listen?',
    });
  });

  it('says so when the file is not text or is a folder, and never replaces it', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(path, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    const store = await open();
    expect(store.fault()?.message).toBe('The file cannot be read: it is not UTF-8 text');
    await expect(store.update(setPort(1))).rejects.toThrow(/not UTF-8/);
    await rm(path);
    await mkdir(path);
    expect((await open()).fault()?.message).toBe('The file cannot be read: it is a folder');
  });

  it('rejects with what to do when the folder cannot be made', async () => {
    await writeFile(folder, 'a file in the way');
    const store = createConfigStore({ folder, environment: {} });
    const error = await store.open().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'config-unwritable', hint: expect.stringContaining('SWITCHYARD_HOME') });
  });
});

describe('a change from outside', () => {
  it('applies when the file is written in place and when it is replaced, again and again', async () => {
    const store = await open();
    await put(withPort(4001));
    await soon(() => expect(store.current().listen.port).toBe(4001));
    for (const port of [4002, 4003]) {
      await replace(withPort(port));
      await soon(() => expect(store.current().listen.port).toBe(port));
    }
  });

  it('leaves the last good config running while the file is faulty, and tells when the fault comes and goes', async () => {
    const store = await open();
    const told: (string | null)[] = [];
    await put(withPort(4001));
    await soon(() => expect(store.current().listen.port).toBe(4001));
    store.onChanged(() => told.push(store.fault()?.message ?? null));
    await put('{ "version": 1, }');
    await soon(() => expect(store.fault()).not.toBeNull());
    expect(store.current().listen.port).toBe(4001);
    await replace(withPort(4001));
    await soon(() => expect(store.fault()).toBeNull());
    expect(told).toEqual([expect.stringMatching(/comma too many/), null]);
  });

  it('is not told twice for the same content', async () => {
    const store = await open();
    const listener = vi.fn();
    store.onChanged(listener);
    await put(await readFile(path, 'utf8'));
    await put(withPort(4001));
    await soon(() => expect(store.current().listen.port).toBe(4001));
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('is seen behind a symbolic link, and a save keeps the link', async () => {
    const real = join(root, 'dotfiles.json');
    await mkdir(folder);
    await writeFile(real, JSON.stringify(withPort(4001)));
    await symlink(real, path);
    const store = await open();
    await writeFile(real, JSON.stringify(withPort(4002)));
    await soon(() => expect(store.current().listen.port).toBe(4002));
    await store.update(setPort(4003));
    expect(JSON.parse(await readFile(real, 'utf8'))).toMatchObject({ listen: { port: 4003 } });
  });

  it('keeps running when the file is deleted, and writes it again with the next change', async () => {
    await put(withPort(4001));
    const store = await open();
    await rm(path);
    await soon(() => expect(store.fault()?.message).toMatch(/is gone/));
    expect(store.current().listen.port).toBe(4001);
    await store.update((file) => ({ ...file, appearance: { theme: 'dark' } }));
    expect(store.fault()).toBeNull();
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ ...withPort(4001), appearance: { theme: 'dark' } });
  });

  it('is no longer seen after close', async () => {
    const store = await open();
    const listener = vi.fn();
    store.onChanged(listener);
    store.close();
    await put(withPort(4001));
    const other = await open();
    expect(other.current().listen.port).toBe(4001);
    expect(store.current().listen.port).toBe(3456);
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('update', () => {
  it('writes the file, applies it at once and tells its listeners', async () => {
    const store = await open();
    const listener = vi.fn();
    const unsubscribe = store.onChanged(listener);
    await store.update(setPort(4001));
    expect(store.current().listen.port).toBe(4001);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ listen: { port: 4001 } });
    expect(await modeOf(path)).toBe(0o600);
    expect(listener).toHaveBeenCalledTimes(1);
    unsubscribe();
    await store.update(setPort(4002));
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('loses none of many changes made at once', async () => {
    const store = await open();
    const ids = Array.from({ length: 12 }, (_, index) => `p${index}`);
    await Promise.all(
      ids.map((id) => store.update((file) => ({ ...file, providers: [...(file.providers ?? []), { id, preset: 'simulator' }] }))),
    );
    expect(store.current().providers.map((provider) => provider.id)).toEqual(ids);
  });

  it('builds on what an editor wrote a moment before', async () => {
    const store = await open();
    await put({ ...withPort(4001), appearance: { theme: 'dark' } });
    await store.update(setPort(4002));
    expect(store.current()).toMatchObject({ listen: { port: 4002 }, appearance: { theme: 'dark' } });
  });

  it('keeps $NAME as written', async () => {
    await put({
      version: 1,
      providers: [{ id: 'local', dialect: 'openai-chat', baseUrl: 'http://${BOX}/v1', keys: { source: 'none' } }],
    });
    const store = await open({ BOX: 'box:1' });
    expect(store.current().providers[0]?.baseUrl).toBe('http://box:1/v1');
    await store.update(setPort(4001));
    expect(await readFile(path, 'utf8')).toContain('http://${BOX}/v1');
    expect(await readFile(path, 'utf8')).not.toContain('box:1');
  });

  it('refuses a faulty result and leaves file and config as they were', async () => {
    const store = await open();
    const before = await readFile(path, 'utf8');
    await expect(store.update(setPort(70_000))).rejects.toMatchObject({
      code: 'config-invalid',
      message: 'The change was not saved: listen.port must be 65535 or less.',
    });
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(store.current().listen.port).toBe(3456);
    await store.update(setPort(4001));
    expect(store.current().listen.port).toBe(4001);
  });

  it('never overwrites a file that it could not read', async () => {
    const store = await open();
    await put('{ "version": 1, // half an edit');
    await expect(store.update(setPort(4001))).rejects.toMatchObject({
      code: 'config-invalid',
      message: expect.stringContaining('line 1, column 17'),
    });
    expect(await readFile(path, 'utf8')).toBe('{ "version": 1, // half an edit');
    expect(store.fault()).not.toBeNull();
  });

  it('leaves no temporary file behind', async () => {
    const store = await open();
    await store.update(setPort(4001));
    expect((await readdir(folder)).sort()).toEqual(['config-history', 'config.json']);
  });
});

describe('the history', () => {
  it('keeps the last 20 versions, the newest last, for their owner only', async () => {
    const store = await open();
    for (let port = 4001; port <= 4025; port += 1) await store.update(setPort(port));
    const history = join(folder, 'config-history');
    const names = (await readdir(history)).sort();
    expect(names).toHaveLength(20);
    const ports = await Promise.all(
      names.map(async (name) => JSON.parse(await readFile(join(history, name), 'utf8')).listen.port as number),
    );
    expect(ports).toEqual(Array.from({ length: 20 }, (_, index) => 4006 + index));
    expect(await modeOf(join(history, names[0]!))).toBe(0o600);
    expect(await modeOf(history)).toBe(0o700);
  });

  it('keeps what an editor wrote, and does not repeat itself at the next start', async () => {
    await put(withPort(4001));
    (await open()).close();
    const store = await open();
    await replace(withPort(4002));
    await soon(() => expect(store.current().listen.port).toBe(4002));
    await soon(() => expect(existsSync(join(folder, 'config-history', 'config-000002.json'))).toBe(true));
    expect(await readdir(join(folder, 'config-history'))).toHaveLength(2);
  });
});

describe('the environment', () => {
  it('reads .env beside the config, under the process environment', async () => {
    await mkdir(folder);
    await writeFile(join(folder, '.env'), '# keys\nA_KEY=from-file\nBOTH="from file"\n');
    const store = await open({ BOTH: 'from process' });
    expect(store.environment('A_KEY')).toBe('from-file');
    expect(store.environment('BOTH')).toBe('from process');
    expect(store.environment('NEITHER')).toBeUndefined();
    expect(store.environment('constructor')).toBeUndefined();
  });

  it('tells when .env alone changes, and heals a fault that it caused', async () => {
    await put({ version: 1, providers: [{ id: 'local', dialect: 'openai-chat', baseUrl: 'http://$BOX/v1' }] });
    const store = await open();
    expect(store.fault()?.message).toMatch(/BOX, which is not set/);
    await writeFile(join(folder, '.env'), 'BOX=box:1\n');
    await soon(() => expect(store.fault()).toBeNull());
    expect(store.current().providers[0]?.baseUrl).toBe('http://box:1/v1');
    const listener = vi.fn();
    store.onChanged(listener);
    await writeFile(join(folder, '.env'), 'BOX=box:1\nA_KEY=new\n');
    await soon(() => expect(listener).toHaveBeenCalled());
    expect(store.environment('A_KEY')).toBe('new');
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors';
import type { SecretStore } from '../secrets';
import { importClassicConfig } from './import-classic-config';
import { THIRD_CONFIG, THIRD_EXPORT } from './testing/third-config';

const SOURCE = `{
  PORT: 4000, // mine
  Providers: [
    { name: 'openrouter', api_base_url: 'https://openrouter.ai/api/v1/chat/completions', api_key: 'sk-or-secret', models: ['m'] },
    { name: 'local', api_base_url: 'http://box:9100/v1/chat/completions', api_key: '$BOX_KEY', models: ['m'] },
  ],
  Router: { default: 'openrouter,m', think: 'local,m' },
}`;

let home: string;
let dataFolder: string;
let source: string;
let kept: Map<string, string>;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'switchyard-import-'));
  dataFolder = join(home, 'data');
  mkdirSync(join(home, '.claude-code-router'));
  source = join(home, '.claude-code-router', 'config.json');
  writeFileSync(source, SOURCE);
  kept = new Map();
});

afterEach(() => rmSync(home, { recursive: true }));

const keychain: SecretStore = {
  get: async (account) => kept.get(account) ?? null,
  set: async (account, secret) => void kept.set(account, secret),
  delete: async (account) => void kept.delete(account),
  hasStuckCall: () => false,
};
const refuse = () => Promise.reject(new AppError('keychain-unavailable', 'There is no keychain.'));
const noKeychain: SecretStore = { get: refuse, set: refuse, delete: refuse, hasStuckCall: () => false };

const run = (more: Partial<Parameters<typeof importClassicConfig>[0]> = {}) =>
  importClassicConfig({ dryRun: false, dataFolder, environment: {}, secrets: keychain, home, ...more });
const readConfigFile = () => JSON.parse(readFileSync(join(dataFolder, 'config.json'), 'utf8')) as Record<string, never>;
const writeConfig = (config: object) => {
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(join(dataFolder, 'config.json'), JSON.stringify({ version: 1, ...config }));
};

describe('an import', () => {
  it('writes the config, stores the keys and leaves the file as it was', async () => {
    const result = await run();
    expect(result).toMatchObject({ source, written: true, keychainProblem: null });
    expect(readConfigFile()).toMatchObject({
      version: 1,
      listen: { port: 4000 },
      providers: [
        { id: 'openrouter', preset: 'openrouter', keys: [{ source: 'keychain' }] },
        { id: 'local', baseUrl: 'http://box:9100/v1', keys: [{ source: 'env', name: 'BOX_KEY' }] },
      ],
      routes: { default: { targets: ['openrouter/m'] }, think: { targets: ['local/m'] } },
    });
    expect([...kept]).toEqual([['provider:openrouter', 'sk-or-secret']]);
    expect(JSON.stringify(result)).not.toContain('sk-or-secret');
    expect(readFileSync(source, 'utf8')).toBe(SOURCE);
  });

  it('changes nothing the second time', async () => {
    await run();
    const before = readConfigFile();
    const again = await run();
    expect(again.written).toBe(false);
    expect(readConfigFile()).toEqual(before);
    expect(again.report.find(({ from }) => from === 'Providers[0].name')?.note).toContain('already');
  });

  it('only reports at a dry run, and leaves no trace', async () => {
    const result = await run({ dryRun: true });
    expect(result.written).toBe(false);
    expect(result.report.map(({ from }) => from)).toContain('Router.default');
    expect(existsSync(dataFolder)).toBe(false);
    expect(kept.size).toBe(0);
  });

  it('says the same at a dry run as afterwards', async () => {
    const { report } = await run({ dryRun: true });
    expect((await run()).report).toEqual(report);
  });

  it('replaces neither a provider nor a route that is there, and gives the new provider an id of its own', async () => {
    const other = { id: 'openrouter', preset: 'openrouter', models: ['other'] };
    writeConfig({ providers: [other], routes: { default: { targets: 'openrouter/other' } }, listen: { port: 5000 } });
    kept.set('provider:openrouter', 'sk-of-the-other');
    const { report } = await run();
    expect(readConfigFile()).toMatchObject({
      listen: { port: 5000 },
      providers: [other, { id: 'openrouter-2', models: ['m'] }, { id: 'local' }],
      routes: { default: { targets: 'openrouter/other' }, think: { targets: ['local/m'] } },
    });
    expect(Object.fromEntries(kept)).toEqual({
      'provider:openrouter': 'sk-of-the-other',
      'provider:openrouter-2': 'sk-or-secret',
    });
    const lineOf = (from: string) => report.find((line) => line.from === from);
    expect(lineOf('Providers[0].name')).toMatchObject({ kind: 'changed', to: 'providers.openrouter-2.id' });
    expect(lineOf('Router.default')).toMatchObject({
      kind: 'left-out',
      to: null,
      note: expect.stringContaining('openrouter-2/m') as string,
    });
    expect(lineOf('PORT')).toMatchObject({ kind: 'left-out' });
  });

  it('takes the same provider with another key for another provider', async () => {
    await run();
    writeFileSync(source, SOURCE.replace('sk-or-secret', 'sk-or-second'));
    await run();
    expect(Object.fromEntries(kept)).toEqual({ 'provider:openrouter': 'sk-or-secret', 'provider:openrouter-2': 'sk-or-second' });
  });

  it('knows a provider by any of its keys, and leaves its keys alone', async () => {
    await run();
    const file = readConfigFile() as unknown as { providers: { keys: object[] }[] };
    const keys = [{ source: 'env', name: 'UNSET' }, { source: 'keychain' }, { source: 'keychain', name: 'work' }];
    writeConfig({ ...file, providers: [{ ...file.providers[0], keys }, file.providers[1]] });
    kept.set('provider:openrouter', 'sk-of-mine');
    kept.set('provider:openrouter:work', 'sk-or-secret');
    expect((await run()).written).toBe(false);
    expect(Object.fromEntries(kept)).toEqual({ 'provider:openrouter': 'sk-of-mine', 'provider:openrouter:work': 'sk-or-secret' });
  });

  it('without a keychain names the variable to set, and is still the same the second time', async () => {
    const result = await run({ secrets: noKeychain });
    expect(result).toMatchObject({ written: true, keychainProblem: 'There is no keychain.' });
    expect(readConfigFile()).toMatchObject({ providers: [{ keys: [{ source: 'env', name: 'OPENROUTER_API_KEY' }] }, {}] });
    expect(result.report.find(({ from }) => from === 'Providers[0].api_key')?.note).toContain('OPENROUTER_API_KEY');
    expect(readFileSync(join(dataFolder, 'config.json'), 'utf8')).not.toContain('sk-or-secret');
    expect((await run({ secrets: noKeychain })).written).toBe(false);
    expect((await run()).written).toBe(false);
    expect(kept.size).toBe(0);
  });

  it('reads variables from the .env beside our config too', async () => {
    mkdirSync(dataFolder);
    writeFileSync(join(dataFolder, '.env'), 'BOX=http://box:9100\n');
    writeFileSync(source, SOURCE.replace('http://box:9100', '$BOX'));
    await run();
    expect(readConfigFile()).toMatchObject({ providers: [{}, { baseUrl: '${BOX}/v1' }] });
  });
});

describe('the routes of projects beside the file', () => {
  const ROUTES = '{ "Router": { "default": "local,m", "think": "openrouter,m" } }';

  /** A project as Claude Code Router and Claude Code keep it. */
  function addProject(name: string, transcript: string | null): string {
    const folder = join(home, '.claude-code-router', name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'config.json'), ROUTES);
    writeFileSync(join(folder, 'c0ffee.json'), ROUTES);
    if (transcript === null) return folder;
    const transcripts = join(home, '.claude', 'projects', name);
    mkdirSync(transcripts, { recursive: true });
    writeFileSync(join(transcripts, 'c0ffee.jsonl'), transcript);
    return folder;
  }
  const transcriptOf = (...folders: string[]) =>
    ['no JSON', '{"type":"summary"}', ...folders.map((cwd) => JSON.stringify({ cwd }))].join('\n');

  it('become rules where a transcript of Claude Code says which folder it is', async () => {
    const folder = addProject('-home-me-my-app', transcriptOf('/home/me/elsewhere', '/home/me/my.app'));
    const { report } = await run();
    expect(readConfigFile()).toMatchObject({
      rules: [
        {
          name: 'Project my.app: think',
          when: { folder: '/home/me/my.app', scenario: 'think' },
          then: { targets: ['openrouter/m'] },
        },
        { name: 'Project my.app', when: { folder: '/home/me/my.app' }, then: { targets: ['local/m'] } },
      ],
    });
    const lineOf = (end: string) => report.find(({ from }) => from === `-home-me-my-app/${end}`);
    expect(lineOf('config.json: Router.default')).toMatchObject({ kind: 'changed', to: 'rules: Project my.app' });
    expect(lineOf('c0ffee.json')).toMatchObject({ kind: 'left-out', note: expect.stringContaining('session') as string });
    for (const name of ['config.json', 'c0ffee.json']) expect(readFileSync(join(folder, name), 'utf8')).toBe(ROUTES);
  });

  it('are left out, with what to do, where the folder cannot be told', async () => {
    addProject('-home-me-a', null);
    addProject('-home-me-b', transcriptOf('/home/me/c'));
    mkdirSync(join(home, '.claude-code-router', 'logs'));
    const { report } = await run();
    expect(readConfigFile()).not.toHaveProperty('rules.0');
    for (const name of ['-home-me-a', '-home-me-b']) {
      expect(report.find(({ from }) => from === `${name}/config.json`)).toMatchObject({
        kind: 'left-out',
        note: expect.stringContaining('Write a rule') as string,
      });
    }
  });

  it('are added once, after the rules that are there, under names of their own', async () => {
    addProject('-w-app', transcriptOf('/w/app'));
    const own = { name: 'Project app', when: { folder: '/w/app' }, then: { targets: 'openrouter/other' } };
    writeConfig({ providers: [{ id: 'openrouter', preset: 'openrouter', models: ['other'] }], rules: [own] });
    kept.set('provider:openrouter', 'sk-of-the-other');
    await run();
    const { rules } = readConfigFile() as unknown as { rules: { name: string }[] };
    expect(rules.map(({ name }) => name)).toEqual(['Project app', 'Project app: think', 'Project app (2)']);
    expect(rules[1]).toMatchObject({ then: { targets: ['openrouter-2/m'] } });
    const again = await run();
    expect(again.written).toBe(false);
    expect(again.report.find(({ to }) => to === 'rules: Project app')?.note).toContain('already');
  });
});

/** A database as Claude Code Router 3 has it, made by a process of its own: SQLite is the ledger's. */
function makeDatabase(file: string, config: object): void {
  const script = `
    const [file, config] = process.argv.slice(1);
    const database = new (require('@photostructure/sqlite').DatabaseSync)(file);
    database.exec('CREATE TABLE app_config (key TEXT PRIMARY KEY, value_json TEXT NOT NULL, updated_at TEXT NOT NULL)');
    database.prepare("INSERT INTO app_config VALUES ('default', ?, '')").run(config);
    database.close();`;
  execFileSync(process.execPath, ['-e', script, file, JSON.stringify(config)]);
}

describe('a config of version 3', () => {
  it('has each key of a provider in the keychain under its name, once', async () => {
    writeFileSync(source, JSON.stringify(THIRD_EXPORT));
    await run({ environment: { TEAM_KEY: 'sk-team' } });
    expect(Object.fromEntries(kept)).toEqual({
      'provider:deepseek:home': 'sk-hidden-home',
      'provider:deepseek:work': 'sk-hidden-work',
      'provider:relay': 'sk-hidden-relay',
      'provider:off': 'sk-hidden-off-provider',
    });
    expect(readFileSync(join(dataFolder, 'config.json'), 'utf8')).not.toContain('hidden');
    const before = new Map(kept);
    expect((await run({ environment: { TEAM_KEY: 'sk-team' } })).written).toBe(false);
    expect(kept).toEqual(before);
  });

  it('is read from its database where there is no other file, and that is not changed', async () => {
    const database = join(home, '.claude-code-router', 'config.sqlite');
    rmSync(source);
    makeDatabase(database, THIRD_CONFIG);
    const before = readFileSync(database);
    const result = await run({ environment: { TEAM_KEY: 'sk-team' } });
    expect(result).toMatchObject({ source: database, written: true });
    expect(readConfigFile()).toMatchObject({ providers: [{ id: 'deepseek' }, { id: 'relay' }, { id: 'off' }] });
    expect(readFileSync(database)).toEqual(before);
  });

  it('names a variable for each key that no keychain takes', async () => {
    writeFileSync(source, JSON.stringify(THIRD_EXPORT));
    const { report } = await run({ secrets: noKeychain });
    expect(readConfigFile()).toMatchObject({
      providers: [
        {
          keys: [
            { source: 'env', name: 'DEEPSEEK_HOME_API_KEY' },
            { source: 'env', name: 'DEEPSEEK_WORK_API_KEY' },
            { source: 'env', name: 'TEAM_KEY' },
          ],
        },
        {},
        {},
      ],
    });
    const noteOf = (key: string) => report.find(({ from }) => from === `config.Providers[0].credentials${key}`)?.note;
    expect(noteOf('[1].apiKey')).toContain('DEEPSEEK_HOME_API_KEY');
    expect(noteOf('[0].api_key')).toContain('DEEPSEEK_WORK_API_KEY');
    expect((await run({ secrets: noKeychain })).written).toBe(false);
  });
});

describe('what cannot be imported', () => {
  it('is a file that is not there, a folder, another database, and bytes that are no text', async () => {
    await expect(run({ path: join(home, 'none.json') })).rejects.toThrow('There is no file');
    await expect(run({ path: home })).rejects.toThrow('it is a folder');
    writeFileSync(source, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.from([0xff, 0xfe])]));
    await expect(run()).rejects.toThrow('could not be read as a database');
    writeFileSync(source, Buffer.from([0xff, 0xfe, 0x41]));
    await expect(run()).rejects.toThrow('it is not UTF-8 text');
    expect(existsSync(dataFolder)).toBe(false);
  });

  it('is anything while our own config is faulty: nothing is touched', async () => {
    writeConfig({ providres: [] });
    await expect(run()).rejects.toThrow(/config\.json:1:\d+: providres/);
    expect(kept.size).toBe(0);
    expect(readdirSync(dataFolder)).toEqual(['config.json']);
  });

  it('takes the keys back out of the keychain when the config cannot be written', async () => {
    let stored = 0;
    const set: SecretStore['set'] = async (account, secret) => {
      await keychain.set(account, secret);
      stored += 1;
      // From now on no data folder can be made.
      if (!existsSync(dataFolder)) writeFileSync(dataFolder, 'a file where the folder should be');
    };
    await expect(run({ secrets: { ...keychain, set } })).rejects.toThrow('could not be written');
    expect(stored).toBe(1);
    expect(kept.size).toBe(0);
  });
});

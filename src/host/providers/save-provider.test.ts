import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors';
import type { ConfigFile } from '../../shared/config/config-schema';
import type { KeyInput, ProviderInput } from '../../shared/ipc/contract';
import { createConfigStore, type ConfigStore } from '../config';
import { createProviderKeys, type ProviderKeys } from '../credentials/provider-keys';
import type { SecretStore } from '../secrets';
import { deleteProvider } from './delete-provider';
import { prepareTest } from './prepare-test';
import { saveProvider } from './save-provider';

let folder: string;
let config: ConfigStore;
let keys: ProviderKeys;
/** Stands for the system's keychain. */
let keychain: Map<string, string>;
let keychainBroken: boolean;

const secrets: SecretStore = {
  get: async (account) => keychain.get(account) ?? null,
  set: async (account, secret) => {
    if (keychainBroken) throw new AppError('keychain-unavailable', 'There is no keychain.');
    keychain.set(account, secret);
  },
  delete: async (account) => void keychain.delete(account),
  hasStuckCall: () => false,
};

const FORM: ProviderInput = {
  id: 'up',
  previousId: null,
  name: null,
  preset: 'custom',
  baseUrl: 'https://api.example/v1',
  dialect: 'openai-chat',
  auth: null,
  keys: [{ kind: 'set', name: null, secret: 'sk-first' }],
  models: ['m'],
  enabled: true,
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-save-'));
  keychain = new Map();
  keychainBroken = false;
});

afterEach(() => {
  config.close();
  rmSync(folder, { recursive: true });
});

async function open(file: ConfigFile = { version: 1 }): Promise<void> {
  writeFileSync(join(folder, 'config.json'), JSON.stringify(file));
  config = createConfigStore({ folder, environment: { HOST_OF_UP: 'api.example', PROXY_PASSWORD: 'secret' } });
  await config.open();
  keys = createProviderKeys(secrets, config.environment);
}

const save = (input: ProviderInput) => saveProvider(input, config, keys);
const readFile = () => JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as ConfigFile;

describe('saving a provider', () => {
  it('puts the key into the keychain, without the white space around it, and never into the file', async () => {
    await open();
    await save({ ...FORM, keys: [{ kind: 'set', name: null, secret: ' sk-first\n' }] });
    expect(keychain).toEqual(new Map([['provider:up', 'sk-first']]));
    expect(readFile().providers).toEqual([
      {
        id: 'up',
        preset: 'custom',
        baseUrl: 'https://api.example/v1',
        dialect: 'openai-chat',
        keys: [{ source: 'keychain' }],
        models: ['m'],
      },
    ]);
  });

  it('saves nothing when the keychain fails', async () => {
    await open();
    keychainBroken = true;
    await expect(save(FORM)).rejects.toMatchObject({
      code: 'keychain-unavailable',
      hint: expect.stringContaining('environment variable'),
    });
    expect(readFile().providers ?? []).toEqual([]);
  });

  it('puts the old key back when the config can’t be saved', async () => {
    await open();
    await save(FORM);
    await expect(
      save({ ...FORM, previousId: 'up', keys: [{ kind: 'set', name: null, secret: 'sk-second' }], baseUrl: 'not an address' }),
    ).rejects.toMatchObject({ code: 'config-invalid' });
    expect(keychain.get('provider:up')).toBe('sk-first');
  });

  it('takes key and targets along to a new id', async () => {
    await open();
    await save(FORM);
    await config.update((file) => ({
      ...file,
      routes: { default: { targets: 'up/m' }, think: { targets: ['up/x/y'], threshold: 5 } },
    }));
    await save({ ...FORM, id: 'renamed', previousId: 'up', keys: [{ kind: 'keep', name: null }] });
    expect(keychain).toEqual(new Map([['provider:renamed', 'sk-first']]));
    expect(readFile().routes).toEqual({
      default: { targets: ['renamed/m'] },
      think: { targets: ['renamed/x/y'], threshold: 5 },
    });
  });

  it('refuses an id that another provider has, before it touches the key', async () => {
    await open();
    await save(FORM);
    await expect(save({ ...FORM, keys: [{ kind: 'set', name: null, secret: 'sk-second' }] })).rejects.toMatchObject({
      code: 'input-invalid',
    });
    expect(keychain.get('provider:up')).toBe('sk-first');
  });

  it('forgets the key when the provider no longer takes it from the keychain', async () => {
    await open();
    await save(FORM);
    await save({ ...FORM, previousId: 'up', keys: [{ kind: 'env', variable: 'UP_KEY' }] });
    expect(keychain.size).toBe(0);
    expect(readFile().providers?.[0]?.keys).toEqual([{ source: 'env', name: 'UP_KEY' }]);
  });

  it('leaves what the form does not show as it stands in the file: headers, auth, quirks, limits, the network, limits of a model, names of variables', async () => {
    const entry = {
      id: 'up',
      preset: 'custom' as const,
      baseUrl: 'https://$HOST_OF_UP/v1',
      dialect: 'openai-chat' as const,
      headers: { 'x-team': 'a' },
      auth: 'bearer' as const,
      quirks: { toolNameLimit: 40 },
      limits: { firstTokenMs: 20_000 },
      proxy: 'http://ann:$PROXY_PASSWORD@proxy.test:3128',
      caFile: 'ca.pem',
      keys: [{ source: 'none' }],
      models: [{ id: 'm', contextWindow: 1000 }, 'n'],
    };
    await open({ version: 1, providers: [entry] });
    await save({ ...FORM, previousId: 'up', keys: [{ kind: 'none' }], models: ['m', 'new'] });
    expect(readFile().providers).toEqual([{ ...entry, models: [{ id: 'm', contextWindow: 1000 }, 'new'] }]);
  });

  it('refuses a key that no header can carry', async () => {
    await open();
    await expect(save({ ...FORM, keys: [{ kind: 'set', name: null, secret: 'sk two\nlines' }] })).rejects.toMatchObject({
      code: 'input-invalid',
    });
    expect(keychain.size).toBe(0);
  });
});

describe('several keys', () => {
  const TWO: ProviderInput = {
    ...FORM,
    keys: [
      { kind: 'set', name: null, secret: 'sk-first' },
      { kind: 'env', variable: 'UP_KEY' },
      { kind: 'set', name: 'work', secret: 'sk-work' },
    ],
  };

  it('have a place each, and are listed in their order', async () => {
    await open();
    await save(TWO);
    expect(keychain).toEqual(
      new Map([
        ['provider:up', 'sk-first'],
        ['provider:up:work', 'sk-work'],
      ]),
    );
    expect(readFile().providers?.[0]?.keys).toEqual([
      { source: 'keychain' },
      { source: 'env', name: 'UP_KEY' },
      { source: 'keychain', name: 'work' },
    ]);
  });

  it('all move to a new id', async () => {
    await open();
    await save(TWO);
    const kept = TWO.keys.map((key): KeyInput => (key.kind === 'set' ? { kind: 'keep', name: key.name } : key));
    await save({ ...TWO, id: 'renamed', previousId: 'up', keys: kept });
    expect(keychain).toEqual(
      new Map([
        ['provider:renamed', 'sk-first'],
        ['provider:renamed:work', 'sk-work'],
      ]),
    );
  });

  it('leave the keychain when they are no longer listed', async () => {
    await open();
    await save(TWO);
    await save({ ...TWO, previousId: 'up', keys: [{ kind: 'keep', name: null }] });
    expect(keychain).toEqual(new Map([['provider:up', 'sk-first']]));
  });

  it('are put back, each of them, when the config can’t be saved', async () => {
    await open();
    await save(TWO);
    const typed = TWO.keys.map((key) => (key.kind === 'set' ? { ...key, secret: 'sk-other' } : key));
    await expect(save({ ...TWO, previousId: 'up', keys: typed, baseUrl: 'no address' })).rejects.toMatchObject({
      code: 'config-invalid',
    });
    expect([...keychain.values()]).toEqual(['sk-first', 'sk-work']);
  });
});

describe('deleting a provider', () => {
  it('takes its keys out of the keychain', async () => {
    await open();
    await save({ ...FORM, keys: [...FORM.keys, { kind: 'set', name: 'work', secret: 'sk-work' }] });
    await deleteProvider('up', config, keys);
    expect(keychain.size).toBe(0);
    expect(readFile().providers).toEqual([]);
  });

  it('is refused while a rule has a target there, and names the rule', async () => {
    await open();
    await save(FORM);
    await config.update((file) => ({ ...file, rules: [{ then: { models: { opus: 'up/m' } } }] }));
    await expect(deleteProvider('up', config, keys)).rejects.toMatchObject({
      code: 'provider-in-use',
      message: "up can't be deleted: the rule Rule 1 has a target there.",
    });
    expect(keychain.size).toBe(1);
  });
});

describe('the key of a test call', () => {
  it('is the one typed, the one kept, or the variable’s', async () => {
    await open();
    await save(FORM);
    const keysOf = async (...inputs: KeyInput[]) =>
      (await prepareTest({ ...FORM, id: 'other', previousId: 'up', keys: inputs }, undefined, keys, config.environment)).keys;
    expect(await keysOf({ kind: 'set', name: null, secret: 'sk-typed' })).toEqual([{ label: 'keychain', value: 'sk-typed' }]);
    expect(await keysOf({ kind: 'keep', name: null }, { kind: 'env', variable: 'HOST_OF_UP' })).toEqual([
      { label: 'keychain', value: 'sk-first' },
      { label: 'env HOST_OF_UP', value: 'api.example' },
    ]);
    expect(await keysOf({ kind: 'none' })).toEqual([{ label: 'none', value: null }]);
    await expect(keysOf({ kind: 'env', variable: 'NOT_SET' })).rejects.toMatchObject({ code: 'input-invalid' });
  });
});

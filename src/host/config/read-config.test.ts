import { describe, expect, it } from 'vitest';
import { readConfig } from './read-config';

const FILE = '/data/config.json';

function read(text: string, environment: Record<string, string> = {}) {
  return readConfig(text, FILE, (name) => environment[name]);
}

function faultOf(text: string, environment: Record<string, string> = {}) {
  const result = read(text, environment);
  if (result.ok) throw new Error('The text was accepted.');
  return result.fault;
}

function provider(entries: Record<string, unknown>): string {
  const base = { id: 'local', preset: 'custom', dialect: 'openai-chat', baseUrl: 'http://127.0.0.1:9100/v1' };
  return JSON.stringify({ version: 1, providers: [{ ...base, ...entries }] }, null, 2);
}

describe('a sound config', () => {
  it('gets its defaults, and short forms are written out', () => {
    const result = read(
      provider({ keys: { source: 'none' }, models: 'small' }).replace(
        '"version": 1',
        '"version": 1, "routes": {"default": {"targets": "local/a/b"}}',
      ),
    );
    expect(result).toMatchObject({
      ok: true,
      config: {
        listen: { host: '127.0.0.1', port: 3456, requireToken: true },
        providers: [{ keys: [{ source: 'none' }], models: [{ id: 'small' }], enabled: true }],
        routes: { default: { targets: [{ target: 'local/a/b' }] } },
      },
    });
  });

  it('may begin with a byte order mark', () => {
    expect(read('\uFEFF{"version": 1}').ok).toBe(true);
    expect(faultOf('\uFEFF{"verzion": 1}')).toMatchObject({ line: 1, column: 2 });
  });

  it('takes $NAME and ${NAME} from the environment and keeps them as written in the file form', () => {
    const text = provider({ baseUrl: 'http://$HOST:${PORT}/v1', headers: { 'x-price': '$$5 or $5' } });
    const result = read(text, { HOST: 'box', PORT: '99' });
    expect(result).toMatchObject({
      ok: true,
      config: { providers: [{ baseUrl: 'http://box:99/v1', headers: { 'x-price': '$5 or $5' } }] },
      file: { providers: [{ baseUrl: 'http://$HOST:${PORT}/v1' }] },
    });
  });
});

describe('text that is not JSON', () => {
  const cases: [string, string, number | null, number | null, RegExp][] = [
    ['a comment', '{\n  // mine\n  "version": 1\n}', 2, 3, /Comments are not allowed/],
    ['a trailing comma', '{\n  "version": 1,\n}', 3, 1, /comma too many/],
    ['a missing comma', '{\n  "version": 1\n  "rules": []\n}', 3, 3, /comma is expected/],
    ['a missing brace', '{"version": 1', 1, 14, /closing }/],
    ['a name without quotes', '{version: 1}', 1, 2, /double quotes/],
    ['text after the end', '{"version": 1}}', 1, 15, /should end/],
    ['an empty file', ' \n', 1, 1, /is empty/],
  ];
  it.each(cases)('is named with line and column: %s', (_name, text, line, column, message) => {
    expect(faultOf(text)).toMatchObject({ file: FILE, path: '', line, column, message: expect.stringMatching(message) });
  });

  it('is refused with a sentence when it is nested without end', () => {
    expect(faultOf('['.repeat(200_000)).message).toMatch(/nested too deeply|closing ]/);
  });

  it('names a key that is given twice, at its second place', () => {
    expect(faultOf('{"version": 1,\n "rules": [],\n "rules": []}')).toMatchObject({
      path: 'rules',
      line: 3,
      column: 2,
      message: 'rules is given twice; delete one of them',
    });
  });
});

describe('JSON that is no config', () => {
  it('suggests the nearest key for one that is not known', () => {
    const text = provider({}).replace('"baseUrl"', '"baseURL"');
    expect(faultOf(text)).toMatchObject({
      path: 'providers[0].baseURL',
      line: 8,
      column: 7,
      message: 'providers[0].baseURL is not known; did you mean baseUrl?',
    });
  });

  it('suggests within every kind of object', () => {
    const wrong: [string, string][] = [
      ['{"version": 1, "provider": []}', 'provider is not known; did you mean providers?'],
      ['{"version": 1, "listen": {"prot": 1}}', 'listen.prot is not known; did you mean port?'],
      [
        '{"version": 1, "routes": {"longcontext": {"targets": "a/b"}}}',
        'routes.longcontext is not known; did you mean longContext?',
      ],
      [
        provider({ models: [{ id: 'm', contextwindow: 5 }] }),
        'providers[0].models[0].contextwindow is not known; did you mean contextWindow?',
      ],
      ['{"version": 1, "rules": [{"whem": {}, "then": {"block": "x"}}]}', 'rules[0].whem is not known; did you mean when?'],
      [
        '{"version": 1, "rules": [{"when": {"modle": "x"}, "then": {"block": "x"}}]}',
        'rules[0].when.modle is not known; did you mean model?',
      ],
      [
        '{"version": 1, "rules": [{"not": {"onbattery": true}, "then": {"block": "x"}}]}',
        'rules[0].not.onbattery is not known; did you mean onBattery?',
      ],
      ['{"version": 1, "rules": [{"then": {"target": "a/b"}}]}', 'rules[0].then.target is not known; did you mean targets?'],
      [
        '{"version": 1, "rules": [{"when": {"tokens": {"over": 1}}, "then": {"block": "x"}}]}',
        'rules[0].when.tokens.over is not known; known here: above, below',
      ],
      [
        '{"version": 1, "rules": [{"then": {"rewrite": {"max_tokens": 1}}}]}',
        'rules[0].then.rewrite.max_tokens is not known; did you mean maxTokens?',
      ],
      [provider({ keys: { source: 'env', name: 'A', nam: 'A' } }), 'providers[0].keys.nam is not known; did you mean name?'],
    ];
    for (const [text, message] of wrong) expect(faultOf(text).message).toBe(message);
  });

  it('lists what is known where nothing is near', () => {
    expect(faultOf('{"version": 1, "listen": {"zebra": 1}}').message).toBe(
      'listen.zebra is not known; known here: host, port, requireToken',
    );
  });

  it('names the first fault from the top and counts the others', () => {
    const text = '{\n "version": 1,\n "listen": {"port": "x"},\n "zebra": 1,\n "appearance": {"theme": "pink"}\n}';
    expect(faultOf(text)).toMatchObject({
      path: 'listen.port',
      line: 3,
      column: 21,
      message: 'listen.port must be a number, not a text in double quotes (and 2 more)',
    });
  });

  it.each([
    ['[]', 'must be an object in { }, not a list in [ ]'],
    ['{}', 'version is missing'],
    ['{"version": "1"}', 'version must be 1'],
    ['{"version": 1, "listen": {"port": 70000}}', 'listen.port must be 65535 or less'],
    ['{"version": 1, "listen": {"port": 1.5}}', 'listen.port must be a whole number, not a number'],
    ['{"version": 1, "appearance": {"theme": "pink"}}', 'appearance.theme must be "system" or "light" or "dark"'],
    [
      '{"version": 1, "routes": {"default": {"targets": ["nobody/x"]}}}',
      'routes.default.targets[0] names the provider "nobody", which is not in providers',
    ],
    ['{"version": 1, "routes": {"think": {"route": "image"}}}', 'routes.think.route names the route "image", which is not set'],
    ['{"version": 1, "routes": {"think": {}}}', 'routes.think needs targets, or route with the name of another route'],
    [provider({ keys: { source: 'file' } }), 'providers[0].keys.source must be "keychain" or "env" or "none"'],
    [provider({ keys: [] }), 'providers[0].keys must hold 1 to 20 keys'],
    [
      provider({ keys: Array.from({ length: 21 }, (_, number) => ({ source: 'env', name: `KEY_${number}` })) }),
      'providers[0].keys must hold 1 to 20 keys',
    ],
    [
      provider({ keys: [{ source: 'none' }, { source: 'keychain' }] }),
      'providers[0].keys must hold { "source": "none" } alone or not at all',
    ],
    [
      provider({ keys: [{ source: 'keychain' }, { source: 'keychain' }] }),
      'providers[0].keys[1] is a second key of the keychain; give it a name',
    ],
    [
      provider({
        keys: [
          { source: 'env', name: 'A' },
          { source: 'env', name: 'A' },
        ],
      }),
      'providers[0].keys[1] is there twice',
    ],
    [
      provider({ keys: { source: 'keychain', name: 'My Key' } }),
      'providers[0].keys.name must be 1 to 40 lower-case letters, digits, - or _, beginning with a letter or digit',
    ],
    [provider({ models: '' }), 'providers[0].models must not be empty'],
  ])('says what a value must be: %s', (text, message) => {
    expect(faultOf(text).message).toBe(message);
  });

  it('refuses a file of a newer version by name', () => {
    expect(faultOf('{"version": 2, "novelty": true}')).toMatchObject({
      path: 'version',
      line: 1,
      column: 13,
      message: expect.stringContaining('written by a newer Switchyard'),
    });
  });
});

describe('quirks of a provider', () => {
  it('are laid over the preset’s as they stand', () => {
    const quirks = { toolNameLimit: 40, reasoning: { off: null, on: { think: true } }, sanitise: ['drop-betas'] };
    const result = read(provider({ quirks }));
    expect(result).toMatchObject({
      ok: true,
      config: { providers: [{ quirks: { ...quirks, reasoning: { off: null, on: { think: true }, effort: {}, budget: null } } }] },
    });
  });

  it.each([
    [{ toolNamesLimit: 40 }, 'providers[0].quirks.toolNamesLimit is not known; did you mean toolNameLimit?'],
    [{ reasoning: { off: null, onn: {} } }, 'providers[0].quirks.reasoning.onn is not known; did you mean on?'],
    [{ sanitise: ['drop-beta'] }, /^providers\[0\]\.quirks\.sanitise\[0\] must be "drop-attribution" or /],
    [{ toolNameLimit: 0 }, 'providers[0].quirks.toolNameLimit must be more than 0'],
    [{ webSearch: 'on' }, 'providers[0].quirks.webSearch must be an object in { }, not a text in double quotes'],
  ])('are refused with their path where they are none: %j', (quirks, message) => {
    expect(faultOf(provider({ quirks })).message).toEqual(typeof message === 'string' ? message : expect.stringMatching(message));
  });
});

describe('the address of a provider', () => {
  it.each(['azure-openai', 'bedrock', 'vertex', 'custom'])('has to be given with preset %s', (preset) => {
    const text = JSON.stringify({ version: 1, providers: [{ id: 'p', preset, dialect: 'openai-chat' }] });
    expect(faultOf(text)).toMatchObject({
      path: 'providers[0].baseUrl',
      message: `providers[0].baseUrl is needed for a provider with preset ${preset}`,
    });
  });

  it('may be left to a preset that has one', () => {
    expect(read(JSON.stringify({ version: 1, providers: [{ id: 'p', preset: 'groq' }] })).ok).toBe(true);
  });

  it('is refused while a part of its pattern is not filled in', () => {
    expect(
      faultOf(provider({ preset: 'bedrock', baseUrl: 'https://bedrock-runtime.{region}.amazonaws.com/anthropic' })).message,
    ).toBe('providers[0].baseUrl still holds {region}; put your own in its place');
  });
});

describe('the network', () => {
  it('refuses a password in the file and takes one from a variable', () => {
    expect(faultOf(provider({ proxy: 'http://ann:secret@proxy.test:3128' }))).toMatchObject({
      path: 'providers[0].proxy',
      message: 'providers[0].proxy holds a password; put it into an environment variable and write $NAME in its place',
    });
    expect(faultOf('{"version": 1, "network": {"proxy": "socks5://:secret@proxy.test"}}').path).toBe('network.proxy');
    const result = read(provider({ proxy: 'http://ann:$PASSWORD@proxy.test' }), { PASSWORD: 'a:b@c' });
    expect(result).toMatchObject({ ok: true, config: { providers: [{ proxy: 'http://ann:a:b@c@proxy.test' }] } });
  });

  it('says what a proxy may be, without the value', () => {
    const { message } = faultOf(provider({ proxy: '$PROXY' }), { PROXY: 'ftp://secret' });
    expect(message).toContain('must be "environment", "none" or an address that begins with http://');
    expect(message).not.toContain('secret');
  });

  it('takes the exceptions as a list or in one text', () => {
    for (const noProxy of ['a.test, .b.test', ['a.test', ' .b.test']]) {
      const result = read(JSON.stringify({ version: 1, network: { noProxy } }));
      expect(result).toMatchObject({ ok: true, config: { network: { proxy: 'environment', noProxy: ['a.test', '.b.test'] } } });
    }
  });
});

describe('the environment', () => {
  it('is a fault where a variable is not set', () => {
    expect(faultOf(provider({ baseUrl: 'http://$NOWHERE/v1' }))).toMatchObject({
      path: 'providers[0].baseUrl',
      line: 8,
      message: 'providers[0].baseUrl names the environment variable NOWHERE, which is not set',
    });
  });

  it('is not read inside keys', () => {
    expect(faultOf(provider({ keys: { source: 'env', name: '$NAME' } })).message).toMatch(
      /^providers\[0\]\.keys\.name must be the name of an environment variable$/,
    );
  });

  it('never shows a value of the environment in a message', () => {
    const text = '{"version": 1, "routes": {"default": {"targets": ["$SECRET/x"]}}}';
    const { message } = faultOf(text, { SECRET: 'sk-very-secret' });
    expect(message).not.toContain('sk-very-secret');
    expect(message).toContain('$SECRET');
  });
});

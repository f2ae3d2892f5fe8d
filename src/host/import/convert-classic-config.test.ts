import { describe, expect, it } from 'vitest';
import { Config } from '../../shared/config/config-schema';
import { formatPath } from '../config/place-fault';
import { readConfig } from '../config/read-config';
import { type Conversion, convertClassicConfig } from './convert-classic-config';
import { THIRD_CONFIG, THIRD_EXPORT } from './testing/third-config';

const VARIABLES: Record<string, string> = {
  TEAM_KEY: 'sk-hidden-team-key',
  DEEPSEEK_KEY: 'sk-of-the-environment',
  GATEWAY: 'gw.example',
  EMPTY: '',
};
const environment = (name: string) => VARIABLES[name];
const convert = (text: string) =>
  convertClassicConfig(text, { environment, folder: '/home/me/.claude-code-router', home: '/home/me' });

/** As people had it with 1.x: comments, single quotes and commas at the end. */
const CLASSIC = `{
  // keys of mine
  PORT: 3460,
  HOST: '127.0.0.1',
  APIKEY: 'the-key-of-my-clients',
  LOG: true,
  LOG_LEVEL: 'trace',
  API_TIMEOUT_MS: 600000,
  PROXY_URL: 'http://me:proxy-secret@10.0.0.1:7890',
  NON_INTERACTIVE_MODE: false,
  CUSTOM_ROUTER_PATH: '/home/me/router.js',
  transformers: [{ path: '/home/me/gemini-cli.js', options: { project: 'p-1' } }],
  Providers: [
    {
      name: 'OpenRouter',
      api_base_url: 'https://openrouter.ai/api/v1/chat/completions',
      api_key: 'sk-or-v1-secret-one',
      models: ['anthropic/claude-sonnet-4', 'google/gemini-2.5-pro'],
      transformer: { use: ['openrouter'] },
    },
    {
      name: 'deepseek',
      api_base_url: 'https://api.deepseek.com/chat/completions',
      api_key: '$DEEPSEEK_KEY',
      models: ['deepseek-chat', 'deepseek-reasoner'],
      transformer: { use: ['deepseek'], 'deepseek-chat': { use: ['tooluse', ['maxtoken', { max_tokens: 8192 }]] } },
    },
    {
      name: 'ollama',
      api_base_url: 'http://localhost:11434/v1/chat/completions',
      api_key: 'ollama',
      models: ['qwen3-coder:latest'],
    },
    {
      name: 'gemini',
      api_base_url: 'https://generativelanguage.googleapis.com/v1beta/models/',
      api_key: 'AIza-secret-two',
      models: ['gemini-2.5-pro'],
      transformer: { use: ['gemini'] },
    },
    {
      name: 'volcengine',
      api_base_url: 'https://ark.cn-beijing.volces.com/api/v3/chat/completions',
      api_key: 'ark-secret-three',
      models: ['deepseek-v3-250324'],
      transformer: { use: ['deepseek'] },
    },
    {
      name: 'my gateway',
      api_base_url: 'https://\${GATEWAY}/v1/chat/completions',
      api_key: 'gw-secret-four',
      models: ['gpt-5', 'local$model'],
      transformer: {
        use: ['maxcompletiontokens', ['sampling', { temperature: 0.2, max_tokens: 4096 }], ['customparams', { tier: 'flex' }], 'extrathinktag'],
      },
    },
    { name: 'no address', api_key: 'sk-secret-five', models: ['m'] },
  ],
  Router: {
    default: 'deepseek,deepseek-chat',
    background: 'OLLAMA,qwen3-coder:latest',
    think: 'deepseek,deepseek-reasoner',
    longContext: 'openrouter,google/gemini-2.5-pro',
    longContextThreshold: 80000,
    webSearch: 'nobody,model',
    image: 'gemini,gemini-2.5-pro',
    night: 'deepseek,deepseek-chat',
  },
  forceUseImageAgent: true,
}`;

/** As 2.x added to it. */
const SECOND = JSON.stringify({
  LOG: false,
  LOG_LEVEL: 'debug',
  PORT: '3456',
  HOST: '0.0.0.0',
  Providers: [
    {
      name: 'siliconflow',
      api_base_url: 'https://api.siliconflow.cn/v1/chat/completions',
      api_key: 'sk-second-secret',
      models: ['moonshotai/Kimi-K2-Instruct'],
      transformer: { use: [['maxtoken', { max_tokens: 16384 }], 'cleancache', ['my-own', { secret: 'hidden-option' }]] },
      tokenizer: { default: { type: 'tiktoken' }, models: { a: { type: 'api', url: 'https://t.example' } } },
    },
    {
      name: 'claude',
      api_base_url: 'https://relay.example/anthropic/v1/messages',
      api_key: '${UNSET_KEY}',
      models: ['claude-sonnet-4-5'],
      transformer: { use: [['Anthropic', { UseBearer: true }]] },
    },
  ],
  Router: { default: 'claude,claude-sonnet-4-5', background: 'siliconflow,moonshotai/Kimi-K2-Instruct' },
  fallback: {
    default: ['siliconflow,moonshotai/Kimi-K2-Instruct', 'claude,claude-sonnet-4-5', 'gone,model'],
    think: ['claude,claude-sonnet-4-5'],
  },
  plugins: [{ name: 'token-speed', enabled: true, options: { reporter: 'webhook', url: 'https://hook.example' } }],
  StatusLine: { enabled: true, currentStyle: 'default', modules: [{ type: 'model', icon: 'x' }] },
  REWRITE_SYSTEM_PROMPT: '/home/me/prompt.md',
  OPENAI_API_KEY: 'sk-legacy-secret',
  somethingNew: { deep: [1, { er: true }] },
});

const SECRETS = [
  'the-key-of-my-clients',
  'proxy-secret',
  'sk-or-v1-secret-one',
  'AIza-secret-two',
  'ark-secret-three',
  'gw-secret-four',
  'sk-secret-five',
  'sk-of-the-environment',
  'sk-second-secret',
  'sk-legacy-secret',
  // Every one of the 3.x config.
  'hidden',
];

/** The paths of everything in a value that holds nothing further, written as the report writes them. */
function leavesOf(value: unknown, path: (string | number)[] = []): string[] {
  if (typeof value !== 'object' || value === null) return [formatPath(path)];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step) => leavesOf((value as Record<string | number, unknown>)[step], [...path, step]));
}

function covers(from: string, leaf: string): boolean {
  return leaf === from || (leaf.startsWith(from) && '.['.includes(leaf.charAt(from.length)));
}

const lineOf = ({ report }: Conversion, from: string) => report.find((line) => line.from === from);
const providerOf = ({ config }: Conversion, id: string) => config.providers?.find((provider) => provider.id === id);

describe.each([
  ['a 1.x file', CLASSIC],
  ['a 2.x file', SECOND],
  ['a 3.x config', JSON.stringify(THIRD_CONFIG)],
  ['a data export of 3.x', JSON.stringify(THIRD_EXPORT)],
])('%s', (_name, text) => {
  it('has each of its leaves in the report exactly once', async () => {
    const { default: JSON5 } = await import('json5');
    const { report } = convert(text);
    for (const leaf of leavesOf(JSON5.parse(text))) {
      expect([leaf, report.filter(({ from }) => covers(from, leaf)).map(({ from }) => from)]).toEqual([
        leaf,
        [expect.any(String)],
      ]);
    }
  });

  it('becomes a config that our own schema takes', () => {
    const { config } = convert(text);
    const read = readConfig(JSON.stringify(config), 'config.json', environment);
    expect(read).toMatchObject({ ok: true });
  });

  it('leaves no secret in config or report, and a sentence wherever something is left out', () => {
    const { config, report } = convert(text);
    const told = JSON.stringify([config, report]);
    for (const secret of SECRETS) expect(told).not.toContain(secret);
    for (const line of report) if (line.kind !== 'taken') expect(line.note).toMatch(/^[A-Z].*\.$/s);
    for (const { kind, to } of report) expect(to === null).toBe(kind === 'left-out');
  });
});

describe('providers', () => {
  const conversion = convert(CLASSIC);

  it('are known by their address and get the preset, with keys for the keychain or from a variable', () => {
    expect(providerOf(conversion, 'openrouter')).toEqual({
      id: 'openrouter',
      name: 'OpenRouter',
      preset: 'openrouter',
      keys: [{ source: 'keychain' }],
      models: ['anthropic/claude-sonnet-4', 'google/gemini-2.5-pro'],
    });
    expect(providerOf(conversion, 'deepseek')?.keys).toEqual([{ source: 'env', name: 'DEEPSEEK_KEY' }]);
    expect(providerOf(conversion, 'gemini')).toMatchObject({ preset: 'gemini' });
    expect(conversion.secrets).toEqual([
      { providerId: 'openrouter', name: null, value: 'sk-or-v1-secret-one' },
      { providerId: 'gemini', name: null, value: 'AIza-secret-two' },
      { providerId: 'volcengine', name: null, value: 'ark-secret-three' },
      { providerId: 'my-gateway', name: null, value: 'gw-secret-four' },
    ]);
  });

  it('keep their own address at a vendor where it is not the preset’s: its keys are billed there', () => {
    expect(providerOf(conversion, 'volcengine')).toMatchObject({
      preset: 'volcengine',
      dialect: 'openai-chat',
      baseUrl: 'https://ark.cn-beijing.volces.com/api/v3',
    });
    expect(providerOf(convert(SECOND), 'siliconflow')).toMatchObject({
      preset: 'siliconflow',
      baseUrl: 'https://api.siliconflow.cn/v1',
    });
  });

  it('are called without a key where the file only fills its place', () => {
    expect(providerOf(conversion, 'ollama')).toEqual({
      id: 'ollama',
      preset: 'ollama',
      keys: [{ source: 'none' }],
      models: ['qwen3-coder:latest'],
    });
  });

  it('have transformers as quirks and limits, and variables of the address stay variables', () => {
    expect(providerOf(conversion, 'my-gateway')).toEqual({
      id: 'my-gateway',
      name: 'my gateway',
      preset: 'custom',
      baseUrl: 'https://${GATEWAY}/v1',
      dialect: 'openai-chat',
      quirks: { maxTokensField: 'max_completion_tokens', thinkTags: true, extraBody: { temperature: 0.2, tier: 'flex' } },
      keys: [{ source: 'keychain' }],
      models: [
        { id: 'gpt-5', maxOutputTokens: 4096 },
        { id: 'local$$model', maxOutputTokens: 4096 },
      ],
    });
    expect(providerOf(conversion, 'deepseek')?.models).toEqual([
      { id: 'deepseek-chat', maxOutputTokens: 8192 },
      'deepseek-reasoner',
    ]);
    expect(providerOf(convert(SECOND), 'claude')).toMatchObject({
      preset: 'custom',
      dialect: 'anthropic-messages',
      baseUrl: 'https://relay.example/anthropic',
      auth: 'bearer',
      keys: [{ source: 'env', name: 'UNSET_KEY' }],
    });
  });

  it('are kept to one dialect only where fields of its body go with every request', () => {
    const at = (api_base_url: string, use: unknown[]) =>
      convert(JSON.stringify({ Providers: [{ name: 'p', api_base_url, api_key: 'k', models: ['m'], transformer: { use } }] }));
    const params = ['customparams', { seed: 7 }];
    const openai = 'https://api.openai.com/v1/chat/completions';
    expect(providerOf(at(openai, [params]), 'p')).toMatchObject({ dialect: 'openai-chat', quirks: { extraBody: { seed: 7 } } });
    expect(providerOf(at(openai, ['maxcompletiontokens']), 'p')).not.toHaveProperty('dialect');
    // Its own format is at another path, and has other fields.
    const ollama = at('http://10.0.0.2:11434/v1/chat/completions', [params]);
    expect(providerOf(ollama, 'p')).toEqual({
      id: 'p',
      preset: 'ollama',
      baseUrl: 'http://10.0.0.2:11434',
      keys: [{ source: 'keychain' }],
      models: ['m'],
    });
    expect(lineOf(ollama, 'Providers[0].transformer.use[0]')?.kind).toBe('left-out');
  });

  it('take no field that looks like a secret', () => {
    const options = { headers: [{ Authorization: 'Bearer hidden' }], max_tokens: 5 };
    const provider = {
      name: 'p',
      api_base_url: 'https://h.example/v1/chat/completions',
      models: ['m'],
      transformer: { use: [['customparams', options]] },
    };
    const { config, report } = convert(JSON.stringify({ Providers: [provider] }));
    expect(JSON.stringify([config, report])).not.toContain('hidden');
    expect(report.at(-1)).toMatchObject({ kind: 'left-out', note: expect.stringContaining('secret') as string });
  });

  it('without an address are one line of the report', () => {
    expect(conversion.report.filter(({ from }) => from.startsWith('Providers[6]'))).toEqual([
      { from: 'Providers[6]', to: null, kind: 'left-out', note: expect.stringContaining('no address') as string },
    ]);
  });

  it('get ids that are valid and each there once', () => {
    const provider = (name: string) => ({
      name,
      api_base_url: 'https://h.example/v1/chat/completions',
      api_key: 'k',
      models: ['m'],
    });
    const names = ['Ä b', 'a b', 'A-B', '硅基', '!', 'x'.repeat(60)];
    const { config, report } = convert(JSON.stringify({ Providers: names.map(provider), Router: { default: 'A-B,m' } }));
    const ids = config.providers?.map(({ id }) => id);
    expect(ids).toEqual(['b', 'a-b', 'a-b-2', 'provider', 'provider-2', 'x'.repeat(40)]);
    expect(config.routes?.default?.targets).toEqual(['a-b-2/m']);
    expect(report.find(({ from }) => from === 'Providers[2].name')).toMatchObject({ kind: 'changed', to: 'providers.a-b-2.id' });
  });
});

describe('routes', () => {
  it('are taken by scenario, names compared without case, and the threshold with them', () => {
    const { config } = convert(CLASSIC);
    expect(config.routes).toEqual({
      default: { targets: ['deepseek/deepseek-chat'] },
      background: { targets: ['ollama/qwen3-coder:latest'] },
      think: { targets: ['deepseek/deepseek-reasoner'] },
      longContext: { targets: ['openrouter/google/gemini-2.5-pro'], threshold: 80_000 },
      image: { targets: ['gemini/gemini-2.5-pro'] },
    });
    expect(lineOf(convert(CLASSIC), 'Router.webSearch')).toMatchObject({
      kind: 'left-out',
      note: expect.stringContaining('provider') as string,
    });
  });

  it('have the fallbacks as more targets, each once', () => {
    const conversion = convert(SECOND);
    expect(conversion.config.routes?.default?.targets).toEqual([
      'claude/claude-sonnet-4-5',
      'siliconflow/moonshotai/Kimi-K2-Instruct',
    ]);
    expect(lineOf(conversion, 'fallback.default[1]')).toMatchObject({
      kind: 'left-out',
      note: expect.stringContaining('already') as string,
    });
    expect(lineOf(conversion, 'fallback.default[2]')?.kind).toBe('left-out');
    expect(lineOf(conversion, 'fallback.think')?.kind).toBe('left-out');
  });

  it('keep the threshold that Claude Code Router has when the file names none', () => {
    const text = SECOND.replace('"Router":{', '"Router":{"longContext":"claude,claude-sonnet-4-5",');
    expect(convert(text).config.routes?.longContext?.threshold).toBe(60_000);
  });
});

describe('the rest of the file', () => {
  it('becomes what we have a place for', () => {
    expect(convert(CLASSIC).config).toMatchObject({ listen: { host: '127.0.0.1', port: 3460 }, logging: { level: 'debug' } });
    expect(convert(SECOND).config).toMatchObject({ listen: { port: 3456 }, logging: { level: 'error' } });
  });

  it('does not open the port to others, whatever HOST says', () => {
    expect(convert(SECOND).config.listen).not.toHaveProperty('host');
    expect(lineOf(convert(SECOND), 'HOST')?.note).toContain('this machine only');
  });

  it('names the files of projects', () => {
    const files = [{ name: '-home-me-project/config.json', note: 'Because.' }];
    const { report } = convertClassicConfig(CLASSIC, { environment, files, folder: '/', home: '/' });
    expect(report.at(-1)).toMatchObject({
      from: expect.stringContaining('-home-me-project/config.json') as string,
      kind: 'left-out',
    });
  });

  it('of a 3.x config is left out where it has no counterpart', () => {
    const third = {
      Providers: [
        {
          name: 'g',
          type: 'gemini_generate_content',
          baseurl: 'https://g.example/v1beta',
          apikey: 'third-secret',
          models: ['m'],
          extraHeaders: { a: 'third-secret' },
        },
      ],
      Router: { rules: [{ model: 'x' }], builtInRules: {}, fallback: { mode: 'off' } },
      gateway: { port: 3456 },
      APIKEYS: [{ key: 'third-secret' }],
    };
    const { config, report, secrets } = convert(JSON.stringify(third));
    expect(config.providers).toMatchObject([{ id: 'g', dialect: 'gemini', baseUrl: 'https://g.example/v1beta', models: ['m'] }]);
    expect(secrets).toEqual([{ providerId: 'g', name: null, value: 'third-secret' }]);
    expect(JSON.stringify([config, report])).not.toContain('third-secret');
    for (const leaf of leavesOf(third)) expect(report.filter(({ from }) => covers(from, leaf))).toHaveLength(1);
  });
});

describe('values of a wrong kind', () => {
  const WRONG: unknown[] = [null, 0, '', true, [], {}, [null], { use: 5 }, [[]], 'text', { a: { b: [] } }];
  const GOOD = {
    name: 'p',
    api_base_url: 'https://h.example/v1/chat/completions',
    api_key: 'k-1',
    models: ['m'],
    transformer: { use: ['x'] },
  };

  const MATCHING = { left: 'request.body.model', operator: '==', right: 'a' };

  it('end in a report and in a config that is valid, never in a crash', () => {
    for (const wrong of WRONG) {
      const top = [
        ...[
          'Providers',
          'Router',
          'fallback',
          'PORT',
          'HOST',
          'LOG',
          'LOG_LEVEL',
          'APIKEY',
          'transformers',
          'gateway',
          'profile',
        ],
        ...['PROXY_URL', 'CUSTOM_ROUTER_PATH', 'API_TIMEOUT_MS', 'TIMEOUT'],
      ];
      const texts = top.map((key) => ({ Providers: [GOOD], Router: { default: 'p,m' }, [key]: wrong }));
      const inProvider = [
        ...Object.keys(GOOD),
        'tokenizer',
        'type',
        'credentials',
        'capabilities',
        'modelMetadata',
        'extraBody',
        'enabled',
        'id',
      ].map((key) => ({
        Providers: [{ ...GOOD, [key]: wrong }],
        Router: { default: 'p,m' },
      }));
      const others = [
        { Providers: [wrong] },
        { Providers: [GOOD], Router: { default: wrong, longContext: 'p,m', longContextThreshold: wrong } },
        { Providers: [GOOD], Router: { default: 'p,m' }, fallback: { default: wrong } },
        {
          Providers: [
            { ...GOOD, transformer: { use: [wrong, ['maxtoken', wrong], ['sampling', wrong], ['customparams', wrong]] } },
          ],
        },
        { Providers: [{ ...GOOD, transformer: { m: wrong } }] },
        {
          Providers: [
            { ...GOOD, credentials: [wrong, { api_key: wrong, name: wrong, priority: wrong }], modelMetadata: { m: wrong } },
          ],
        },
        { Providers: [GOOD], Router: { rules: wrong, fallback: wrong, builtInRules: wrong } },
        { Providers: [GOOD], Router: { rules: [wrong], fallback: { mode: 'model-chain', models: wrong } } },
        { Providers: [GOOD], Router: { rules: [{ type: wrong, condition: wrong, target: 'p/m', rewrite: wrong }] } },
        {
          Providers: [GOOD],
          Router: { rules: [{ name: wrong, enabled: wrong, condition: MATCHING, rewrites: [wrong], target: 'p/m' }] },
        },
        {
          Providers: [GOOD],
          Router: { rules: [{ name: 'r', condition: MATCHING, fallback: wrong, target: 'p/m', more: wrong }] },
        },
        { Providers: [GOOD], profile: { profiles: [wrong, { agent: 'claude-code', model: wrong, opusModel: wrong }] } },
        { Providers: [GOOD], gateway: { host: wrong, port: wrong }, HOST: '127.0.0.1', PORT: 1 },
      ];
      for (const source of [...texts, ...inProvider, ...others]) {
        const { config, report } = convert(JSON.stringify(source));
        expect(Config.safeParse(config).error?.issues ?? []).toEqual([]);
        for (const leaf of leavesOf(source)) {
          expect([leaf, report.filter(({ from }) => covers(from, leaf)).length, source]).toEqual([leaf, 1, source]);
        }
      }
    }
  });
});

describe('a file that is no such config', () => {
  const refusal = (text: string): string => {
    try {
      convert(text);
    } catch (error) {
      return (error as Error).message;
    }
    return 'It was taken.';
  };

  it('is refused in a sentence that says where, and quotes nothing', () => {
    expect(refusal('{ Providers: [\n { api_key: "sk-leaked" "x" } ] }')).toMatch(/not JSON5.*line 2, column 25/);
    expect(refusal('{ "api_key": sk-leaked }')).not.toContain('leaked');
    expect(refusal('')).toContain('empty');
    expect(refusal(' \n')).toContain('empty');
    expect(refusal('[1]')).toContain('no object');
    expect(refusal('"text"')).toContain('no object');
    expect(refusal('{ "version": 1, "providers_": [] }')).toContain('neither Providers nor Router');
    expect(refusal(`{ Providers: ${'['.repeat(5000)}${']'.repeat(5000)} }`)).toContain('nested');
  });

  it('may begin with a byte order mark', () => {
    expect(convert(`\uFEFF${SECOND}`).config.providers).toHaveLength(2);
  });
});

import { describe, expect, it } from 'vitest';
import { convertClassicConfig } from './convert-classic-config';

const VARIABLES: Record<string, string> = { PW: 's3cret', ROUTERS: '/opt/routers' };
const PROVIDER = { name: 'p', api_base_url: 'https://h.example/v1/chat/completions', api_key: 'k', models: ['m', 'n'] };

function convert(more: object, variables: Record<string, string> = VARIABLES) {
  const options = { environment: (name: string) => variables[name], folder: '/home/me/.claude-code-router', home: '/home/me' };
  return convertClassicConfig(JSON.stringify({ Providers: [PROVIDER], Router: { default: 'p,m' }, ...more }), options);
}
const lineOf = (more: object, from: string) => convert(more).report.find((line) => line.from === from);

describe('a proxy on the way to providers', () => {
  it.each([
    ['http://10.0.0.1:7890', 'http://10.0.0.1:7890'],
    ['socks5://box:1080/', 'socks5://box:1080'],
    ['http://me:$PW@10.0.0.1:7890', 'http://me:${PW}@10.0.0.1:7890'],
  ])('%s is taken', (written, proxy) => {
    expect(convert({ PROXY_URL: written }).config.network).toEqual({ proxy });
  });

  it('is left out while its password stands in the file, with what to do', () => {
    const source = { PROXY_URL: 'http://me:p%40ss-hidden@10.0.0.1:7890' };
    const { config, report } = convert(source);
    expect(config).not.toHaveProperty('network');
    expect(JSON.stringify([config, report])).not.toContain('ss-hidden');
    expect(lineOf(source, 'PROXY_URL')).toMatchObject({
      kind: 'left-out',
      note: expect.stringContaining('PROXY_PASSWORD') as string,
    });
  });

  it('is taken once the password is in the variable that was named', () => {
    const { config, report } = convert({ PROXY_URL: 'http://me:p%40ss-hidden@box:1' }, { PROXY_PASSWORD: 'p@ss-hidden' });
    expect(config.network).toEqual({ proxy: 'http://me:${PROXY_PASSWORD}@box:1' });
    expect(JSON.stringify([config, report])).not.toContain('ss-hidden');
  });

  it('is left out where it is none, or names a variable that is not set', () => {
    for (const PROXY_URL of ['', 'box:1', 'ftp://box', 'http://me:$UNSET@box:1', 7]) {
      expect([PROXY_URL, convert({ PROXY_URL }).config.network]).toEqual([PROXY_URL, undefined]);
    }
  });

  it('is the first of those that are set', () => {
    const source = { PROXY_URL: '', HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:1' };
    expect(convert(source).config.network).toEqual({ proxy: 'http://a:1' });
    expect(lineOf(source, 'https_proxy')).toMatchObject({ kind: 'left-out' });
  });
});

describe('a router of one’s own', () => {
  it.each([
    ['/home/me/router.js', '/home/me/router.js'],
    ['~/router.js', '/home/me/router.js'],
    ['./routers/a.js', '/home/me/.claude-code-router/routers/a.js'],
    ['$ROUTERS/a.js', '/opt/routers/a.js'],
    ['/opt/$x.js', '/opt/$$x.js'],
  ])('%s is used where it lies', (written, file) => {
    expect(convert({ CUSTOM_ROUTER_PATH: written }).config.customRouter).toEqual({ file });
  });

  it('is left out where there is none', () => {
    expect(convert({ CUSTOM_ROUTER_PATH: '' }).config).not.toHaveProperty('customRouter');
  });
});

describe('a time limit', () => {
  it('is how long an answer of each provider may take to begin', () => {
    expect(convert({ API_TIMEOUT_MS: 90_000 }).config.providers).toMatchObject([{ limits: { headersMs: 90_000 } }]);
    expect(convert({ TIMEOUT: '3600000' }).config.providers).toMatchObject([{ limits: { headersMs: 600_000 } }]);
    expect(convert({ API_TIMEOUT_MS: 1, TIMEOUT: 5000 }).config.providers).toMatchObject([{ limits: { headersMs: 5000 } }]);
  });

  it('is left out where it is the one that everybody has', () => {
    expect(convert({ API_TIMEOUT_MS: 600_000 }).config.providers?.[0]).not.toHaveProperty('limits');
  });
});

describe('transformers of a single model', () => {
  const withModel = (use: unknown[]) => ({ Providers: [{ ...PROVIDER, transformer: { m: { use } } }] });

  it('come to overrides of the targets that name it', () => {
    const source = { ...withModel([['sampling', { temperature: 0.3, top_p: 0.9 }]]), fallback: { default: ['p,n'] } };
    expect(convert(source).config.routes?.default?.targets).toEqual([
      { target: 'p/m', body: { temperature: 0.3, top_p: 0.9 } },
      'p/n',
    ]);
    expect(lineOf(source, 'Providers[0].transformer.m.use[0]')).toMatchObject({ kind: 'changed', to: 'targets: p/m: body' });
  });

  it('are left out where no route names the model', () => {
    const source = { ...withModel([['customparams', { seed: 7 }]]), Router: { default: 'p,n' } };
    expect(convert(source).config.routes?.default?.targets).toEqual(['p/n']);
    expect(lineOf(source, 'Providers[0].transformer.m.use[0]')).toMatchObject({
      kind: 'left-out',
      note: expect.stringContaining('body') as string,
    });
  });

  it('have a temperature of their own where the other fields have other names', () => {
    const transformer = { use: [['sampling', { temperature: 0.3, top_p: 0.9 }]] };
    const gemini = { ...PROVIDER, api_base_url: 'https://generativelanguage.googleapis.com/v1beta/models/', transformer };
    const source = { Providers: [gemini], Router: { default: 'p,m' } };
    expect(convert(source).config.routes?.default?.targets).toEqual([{ target: 'p/m', temperature: 0.3 }]);
    expect(lineOf(source, 'Providers[0].transformer.use[0]')?.note).toContain('top_p');
  });

  it('limit the targets of a provider that lists no models', () => {
    const source = { Providers: [{ ...PROVIDER, models: [], transformer: { use: [['maxtoken', { max_tokens: 9 }]] } }] };
    expect(convert(source).config.routes?.default?.targets).toEqual([{ target: 'p/m', maxTokens: 9 }]);
  });
});

describe('the routes of a project', () => {
  const project = (router: unknown, more: object = {}) => {
    const text = JSON.stringify({ Router: router });
    const files = [{ name: '-home-me-app/config.json', note: null, project: { text, folder: '/home/me/app' } }];
    const options = { environment: () => undefined, folder: '/', home: '/', files };
    return convertClassicConfig(JSON.stringify({ Providers: [PROVIDER], Router: { default: 'p,m' }, ...more }), options);
  };

  it('are rules for its folder, the default last', () => {
    const { config, report } = project({ default: 'p,n', think: 'p,m', longContext: 'p,m', longContextThreshold: 9000 });
    const not = { model: ['*,*', '*/*'] };
    expect(config.rules).toEqual([
      {
        name: 'Project app: longContext',
        when: { folder: '/home/me/app', tokens: { above: 9000 } },
        not,
        then: { targets: ['p/m'] },
      },
      { name: 'Project app: think', when: { folder: '/home/me/app', scenario: 'think' }, not, then: { targets: ['p/m'] } },
      { name: 'Project app', when: { folder: '/home/me/app' }, not, then: { targets: ['p/n'] } },
    ]);
    expect(report.at(-1)).toMatchObject({ from: expect.stringMatching(/^-home-me-app\/config\.json: Router\./) as string });
  });

  it('leave background to the route of all projects, as there', () => {
    const { config } = project({ default: 'p,n' }, { Router: { default: 'p,m', background: 'p,m' } });
    expect(config.rules).toMatchObject([{ not: { scenario: 'background' } }]);
  });

  it('are in the report leaf by leaf, also what cannot be taken', () => {
    const { report, config } = project({ default: 'gone,n', night: 'p,m', longContextThreshold: 5 });
    const told = report.filter(({ from }) => from.startsWith('-home-me-app'));
    expect(told.map(({ from, kind }) => [from.split('Router.')[1], kind]).sort()).toEqual([
      ['default', 'left-out'],
      ['longContextThreshold', 'left-out'],
      ['night', 'left-out'],
    ]);
    expect(config).not.toHaveProperty('rules');
  });
});

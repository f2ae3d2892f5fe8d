import { describe, expect, it } from 'vitest';
import { type Conversion, convertClassicConfig } from './convert-classic-config';
import { THIRD_CONFIG, THIRD_EXPORT } from './testing/third-config';

const convert = (source: object) =>
  convertClassicConfig(JSON.stringify(source), { environment: () => undefined, folder: '/home/me/Downloads', home: '/home/me' });
const lineOf = ({ report }: Conversion, from: string) => report.find((line) => line.from === from);
const conversion = convert(THIRD_CONFIG);
const { config } = conversion;

describe('a config of version 3', () => {
  it('is the same as its data export, whose other parts are named', () => {
    const exported = convert(THIRD_EXPORT);
    expect(exported.config.providers).toEqual(config.providers);
    expect(exported.secrets).toEqual(conversion.secrets);
    expect(lineOf(exported, 'config.Providers[0].name')).toMatchObject({ kind: 'changed' });
    expect(lineOf(exported, 'files')).toMatchObject({ kind: 'left-out', note: expect.stringContaining('databases') as string });
  });

  it('has several keys of a provider by their priority, but for those that are switched off', () => {
    expect(config.providers?.[0]).toMatchObject({
      id: 'deepseek',
      preset: 'deepseek',
      keys: [
        { source: 'keychain', name: 'home' },
        { source: 'keychain', name: 'work' },
        { source: 'env', name: 'TEAM_KEY' },
      ],
    });
    expect(conversion.secrets).toEqual([
      { providerId: 'deepseek', name: 'home', value: 'sk-hidden-home' },
      { providerId: 'deepseek', name: 'work', value: 'sk-hidden-work' },
      { providerId: 'relay', name: null, value: 'sk-hidden-relay' },
      { providerId: 'off', name: null, value: 'sk-hidden-off-provider' },
    ]);
    expect(lineOf(conversion, 'Providers[0].apikey')).toMatchObject({ kind: 'left-out' });
  });

  it('has what is known of models, the dialect of its capabilities, and providers that are switched off', () => {
    expect(config.providers?.[0]?.models).toEqual([
      { id: 'deepseek-chat', contextWindow: 128_000, maxOutputTokens: 8192, vision: false },
      'deepseek-reasoner',
    ]);
    expect(config.providers?.[1]).toMatchObject({
      dialect: 'anthropic-messages',
      quirks: { extraBody: { service_tier: 'flex' } },
    });
    expect(config.providers?.[2]).toMatchObject({ id: 'off', enabled: false });
  });

  it('has its rules in their order, with the targets that are tried after a failure', () => {
    expect(config.rules).toEqual([
      {
        name: 'Haiku is small work',
        when: { model: '*haiku*' },
        then: {
          targets: [
            { target: 'deepseek/deepseek-chat', temperature: 0.2 },
            { target: 'relay/openai/gpt-5', temperature: 0.2 },
          ],
        },
      },
      {
        name: 'Long ones',
        enabled: false,
        when: { tokens: { above: 99_999 } },
        then: { targets: ['deepseek/deepseek-reasoner'] },
      },
      { name: 'Prefix', when: { model: 'gpt-*' }, then: { targets: ['relay/claude-sonnet-5', 'relay/openai/gpt-5'] } },
      { name: 'Not from there', not: { header: { 'user-agent': '*claude-cli*' } }, then: { rewrite: { maxTokens: 4096 } } },
      {
        name: 'Models of Claude Code',
        not: { model: ['*,*', '*/*'] },
        then: {
          models: {
            opus: ['relay/claude-sonnet-5', 'relay/openai/gpt-5'],
            haiku: ['deepseek/deepseek-chat', 'relay/openai/gpt-5'],
          },
        },
      },
    ]);
  });

  it.each([
    ['Router.rules[3]', 'customRouter'],
    ['Router.rules[4]', 'x-api-key'],
    ['Router.rules[6]', 'request.url'],
    ['Router.rules[0].rewrites[2]', 'only model'],
    ['Router.rules[1].fallback.models[0]', 'switched off'],
    ['Router.fallback.models[1]', 'provider'],
  ])('says why it leaves out %s', (from, reason) => {
    expect(lineOf(conversion, from)).toMatchObject({ kind: 'left-out', note: expect.stringContaining(reason) as string });
  });

  it('has the models of its profile for Claude Code as routes', () => {
    expect(config.routes).toEqual({
      default: { targets: ['relay/claude-sonnet-5', 'relay/openai/gpt-5'] },
      background: { targets: ['deepseek/deepseek-chat', 'relay/openai/gpt-5'] },
    });
  });

  it('listens where its gateway did, waits as long, and takes its router from its own folder', () => {
    expect(config.listen).toEqual({ host: '127.0.0.1', port: 4567 });
    expect(lineOf(conversion, 'PORT')).toMatchObject({ kind: 'left-out' });
    expect(config.providers?.map(({ limits }) => limits)).toEqual([
      { headersMs: 120_000 },
      { headersMs: 120_000 },
      { headersMs: 120_000 },
    ]);
    expect(convert(THIRD_EXPORT).config.customRouter).toEqual({ file: '/home/me/.claude-code-router/router.cjs' });
  });
});

describe('a condition', () => {
  const ruleFor = (left: string, operator: string, right: string) => {
    const rule = { name: 'r', type: 'condition', condition: { left, operator, right }, target: 'p/m' };
    const provider = { name: 'p', baseurl: 'https://h.example/v1/chat/completions', models: ['m'] };
    const [converted] = convert({ Providers: [provider], Router: { rules: [rule] } }).config.rules ?? [];
    const { when, not } = (converted ?? {}) as { when?: object; not?: object };
    return when ?? (not && { not }) ?? null;
  };

  it.each([
    ['request.body.model', '==', 'claude-opus', { model: 'claude-opus' }],
    ['request.body.model', '==', '"123"', { model: '123' }],
    ['request.body.model', '!=', 'claude-opus', { not: { model: 'claude-opus' } }],
    ['request.body.model', 'starts-with', 'claude-', { model: 'claude-*' }],
    ['request.body.model', 'starts-with', 'a*', null],
    ['request.body.model', '>', 'a', null],
    ['request.tokenCount', '>', '200000', { tokens: { above: 200_000 } }],
    ['request.tokenCount', '<=', '10', { tokens: { below: 11 } }],
    ['request.tokenCount', '>', 'many', null],
    ['request.body.tools', 'contains-deep', 'web_search', { tools: '*web_search*' }],
    ['request.body.messages', 'contains-deep', 'image', { scenario: 'image' }],
    ['request.body.messages', 'contains-deep', 'secret plan', null],
    ['request.body.output_config.effort', '==', 'max', { effort: 'max' }],
    ['request.headers.X-Client', 'contains', 'ide', { header: { 'x-client': '*ide*' } }],
    ['request.header.authorization', 'contains', 'x', null],
    ['response.status', '==', '500', null],
  ])('%s %s %s', (left, operator, right, expected) => {
    expect(ruleFor(left, operator, right)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import { Config } from './config-schema';
import { nameOfRule, type RuleConfig } from './rule-config';

const PROVIDERS = [{ id: 'up', dialect: 'openai-chat', baseUrl: 'http://127.0.0.1:1' }];

function parse(...rules: unknown[]) {
  return Config.safeParse({ version: 1, providers: PROVIDERS, routes: { think: { targets: 'up/deep' } }, rules });
}

function rulesOf(...rules: unknown[]): RuleConfig[] {
  const parsed = parse(...rules);
  if (!parsed.success) throw new Error(parsed.error.message);
  return parsed.data.rules;
}

function faultsOf(...rules: unknown[]): string[] {
  const parsed = parse(...rules);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.slice(1).join('.')} ${message}`);
}

const TO_UP = { then: { targets: 'up/model' } };

describe('a rule', () => {
  it('may leave out its name and its conditions, and single values stand for lists of one', () => {
    const [rule] = rulesOf({ when: { model: '*opus*', days: 'mon', time: '22:00-06:00' }, then: { models: { opus: 'up/a' } } });
    expect(rule).toEqual({
      enabled: true,
      when: { model: ['*opus*'], days: ['mon'], time: ['22:00-06:00'] },
      then: { models: { opus: [{ target: 'up/a' }] } },
    });
    expect(rulesOf(TO_UP)[0]?.when).toEqual({});
  });

  it('takes every condition that there is', () => {
    const all = {
      model: ['gpt-*'],
      scenario: ['think'],
      agent: ['Explore'],
      client: ['claude-cli'],
      folder: ['~/work', 'C:\\work', '/srv', '*/demo'],
      tokens: { above: 1000, below: 60000 },
      tools: ['mcp__*'],
      header: { 'X-Team': 'blue' },
      effort: ['high'],
      text: ['deploy|release', '(?i:now)', '(?P<what>x)', '[(?=]', '\\\\1', 'end$'],
      time: ['9:00-17:00', '22:00-24:00'],
      days: ['mon', 'sun'],
      onBattery: true,
      offline: false,
      spentToday: { above: 2.5 },
    };
    expect(rulesOf({ when: all, not: all, ...TO_UP })[0]).toMatchObject({ when: all, not: all });
  });

  it('is called by its name, or by its place', () => {
    expect([{ name: 'Nights' }, {}].map(nameOfRule)).toEqual(['Nights', 'Rule 2']);
  });

  it.each<[string, unknown, string]>([
    ['does nothing', { then: {} }, '0.then needs one of route, targets, models, block, or rewrite'],
    [
      'has both a route and targets',
      { then: { route: 'think', targets: 'up/a' } },
      '0.then.targets stands beside route; a rule has one of them',
    ],
    [
      'changes what it refuses',
      { then: { block: 'No.', rewrite: { effort: 'low' } } },
      '0.then.rewrite stands beside block; a request that is refused is not changed',
    ],
    ['changes nothing', { then: { rewrite: {} } }, '0.then.rewrite needs model, effort or maxTokens'],
    ['has no targets', { then: { targets: [] } }, '0.then.targets must name at least one target'],
    ['has no models', { then: { models: {} } }, '0.then.models must name at least one model'],
    [
      'names an unknown provider',
      { then: { targets: ['up/a', 'nobody/b'] } },
      '0.then.targets.1 names the provider "nobody", which is not in providers',
    ],
    [
      'names one for a model',
      { then: { models: { opus: 'nobody/b' } } },
      '0.then.models.opus.0 names the provider "nobody", which is not in providers',
    ],
    ['names a route that is not set', { then: { route: 'image' } }, '0.then.route names the route "image", which is not set'],
    ['has an empty glob', { when: { model: ' ' }, ...TO_UP }, '0.when.model.0 must not be empty; * stands for anything'],
    ['has an empty list', { when: { model: [] }, ...TO_UP }, '0.when.model must name at least one'],
    [
      'has a pattern that does not compile',
      { when: { text: ['fine', '(open'] }, ...TO_UP },
      '0.when.text.1 is no regular expression: unterminated group',
    ],
    [
      'has a pattern that looks ahead',
      { when: { text: 'a(?=b)' }, ...TO_UP },
      '0.when.text.0 looks ahead or behind ((?= (?! (?<= (?<!), which these patterns cannot',
    ],
    [
      'has a pattern that refers back',
      { when: { text: '(a)\\1' }, ...TO_UP },
      '0.when.text.0 refers back to a group (\\1, \\k<name>), which these patterns cannot',
    ],
    [
      'looks at a header that holds a secret',
      { when: { header: { Authorization: 'Bearer *' } }, ...TO_UP },
      '0.when.header.Authorization holds a secret, which rules are not shown; choose another header',
    ],
    [
      'looks at a header with an impossible name',
      { when: { header: { 'x y': '*' } }, ...TO_UP },
      '0.when.header.x y is no name of a header',
    ],
    [
      'has a folder without a root',
      { when: { folder: 'work' }, ...TO_UP },
      '0.when.folder.0 must be a whole path, or begin with ~/ or *, for example ~/work',
    ],
    [
      'has a time that is none',
      { when: { time: '22:00-26:00' }, ...TO_UP },
      '0.when.time.0 must be two different times, for example 22:00-06:00',
    ],
    ['has bounds without a figure', { when: { tokens: {} }, ...TO_UP }, '0.when.tokens needs above, below or both'],
    ['has an empty name', { name: ' ', ...TO_UP }, '0.name must not be empty'],
    ['has a name for a page', { name: 'x'.repeat(81), ...TO_UP }, '0.name must have 80 characters or less'],
  ])('is refused when it %s', (_what, rule, fault) => {
    expect(faultsOf(rule)).toEqual([fault]);
  });

  it.each(['x-api-key', 'Cookie', 'proxy-authorization', 'x-goog-api-key', 'api-key', 'x-auth-token', 'x-client-secret'])(
    'is refused when it looks at %s',
    (name) => expect(faultsOf({ when: { header: { [name]: '*' } }, ...TO_UP })).toHaveLength(1),
  );

  it('is refused when its name is taken, also by a rule without one', () => {
    expect(faultsOf({ name: 'Rule 2', ...TO_UP }, TO_UP)).toEqual(['1.name "Rule 2" is used twice; names must differ']);
  });
});

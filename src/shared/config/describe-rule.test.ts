import { expect, it } from 'vitest';
import { describeRule } from './describe-rule';
import { Conditions } from './rule-conditions';
import { RuleConfig } from './rule-config';

const tell = (rule: unknown) => describeRule(RuleConfig.parse(rule));

it('tells what a rule is about and what follows', () => {
  expect(tell({ when: { scenario: 'background' }, then: { targets: ['local/small', 'up/large'] } })).toBe(
    'When the scenario is background, use local/small, then up/large.',
  );
  expect(tell({ then: { route: 'think' } })).toBe('For every request, use the route think.');
});

it('joins conditions that must all hold, and tells those that may not', () => {
  const rule = {
    when: { model: ['*opus*', 'gpt-5'], tokens: { above: 40_000 }, time: '22:00-06:00', onBattery: true },
    not: { client: 'curl', agent: 'Explore' },
    then: { rewrite: { effort: 'low', maxTokens: 8_000 }, route: 'default' },
  };
  expect(tell(rule)).toBe(
    'When the model asked for is *opus* or gpt-5 and the input is more than 40,000 tokens and the time is 22:00-06:00 and the ' +
      'machine is on battery, unless the agent is Explore or the client is curl, change the effort to low and the room for the ' +
      'answer to 8,000 tokens and use the route default.',
  );
});

it('tells a refusal and targets by model', () => {
  expect(tell({ when: { folder: '~/secret' }, then: { block: 'Not from here.' } })).toBe(
    'When the folder is ~/secret, refuse it: Not from here.',
  );
  expect(tell({ then: { models: { opus: 'up/a', haiku: 'up/b' } } })).toBe(
    'For every request, use up/a for opus, up/b for haiku.',
  );
});

it('has words for every condition that there is', () => {
  const each = {
    ...{ model: 'MARK', scenario: 'think', agent: 'MARK', client: 'MARK', folder: '/MARK', tokens: { below: 7 }, tools: 'MARK' },
    ...{ header: { 'x-mark': 'MARK' }, effort: 'high', text: 'MARK', time: '01:00-02:00', days: 'mon', onBattery: false },
    ...{ offline: true, spentToday: { above: 3, below: 9 }, budget: { name: 'MARK', reached: 80 } },
  };
  expect(Object.keys(each).sort()).toEqual(Object.keys(Conditions.shape).sort());
  for (const [key, value] of Object.entries(each)) {
    expect(tell({ when: { [key]: value }, then: { route: 'default' } })).toMatch(
      /^When (the|it|today) .+, use the route default\.$/,
    );
  }
});

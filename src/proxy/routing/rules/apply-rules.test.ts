import { beforeAll, describe, expect, it } from 'vitest';
import { Rules } from '../../../shared/config/rule-config';
import type { BudgetState } from '../../../shared/model/budget';
import type { RequestSummary } from '../../../shared/model/request-summary';
import type { Scenario } from '../../../shared/model/scenario';
import { UNKNOWN_SITUATION, type Situation } from '../../../shared/model/situation';
import { NANO_PER_DOLLAR } from '../../../shared/model/money';
import { SAMPLE_SUMMARY } from '../../testing/sample-summary';
import { applyRules } from './apply-rules';
import { compileRules } from './compile-rules';
import { loadPatterns } from './patterns';

const TO = { targets: 'up/model' };
/** A Tuesday afternoon. */
const NOW = new Date(2026, 10, 24, 14, 5).getTime();

interface Case {
  summary?: Partial<RequestSummary>;
  scenario?: Scenario;
  situation?: Partial<Situation>;
}

function ask(rules: unknown[], { summary = {}, scenario = 'default', situation = {} }: Case = {}) {
  const compiled = compileRules(Rules.parse(rules), '/home/me');
  return applyRules(compiled, { ...SAMPLE_SUMMARY, ...summary }, scenario, { ...UNKNOWN_SITUATION, ...situation }, NOW);
}

/** What the only rule says of the request. */
function stepOf(rule: object, look: Case = {}) {
  const [step] = ask([{ then: TO, ...rule }], look).steps;
  return { outcome: step?.outcome, why: step?.why };
}

/** A budget of which so many percent are used, half of that by requests that are running. */
const usedTo = (percent: number): BudgetState => ({
  ...{ name: 'Daily', scope: {}, per: 'day', windowStart: 0, windowEnd: 1, unpriced: 0, reached: null, complete: true },
  ...{ limit: 200_000, spent: percent * 1_000, reserved: percent * 1_000 },
});

const applied = (fact: string) => ({ outcome: 'applied', why: `${fact} "Rule 1" sends it to up/model.` });
const noMatch = (why: string) => ({ outcome: 'no-match', why });

beforeAll(loadPatterns);

describe('a condition', () => {
  it.each<[object, Case, string]>([
    [{ model: ['gpt-*', '*OPUS*'] }, {}, 'It asks for claude-opus-5-5.'],
    [{ scenario: ['image', 'think'] }, { scenario: 'think' }, 'It is of the scenario think.'],
    [{ agent: 'expl?re' }, { summary: { agent: 'Explore' } }, 'It comes from the agent Explore.'],
    [{ client: 'claude-cli' }, {}, 'Its client is claude-cli/2.1.330.'],
    [{ client: 'claude-cli/2.1.*' }, {}, 'Its client is claude-cli/2.1.330.'],
    [{ folder: ['/srv', '~/work'] }, {}, 'Its folder is /home/me/work/app.'],
    [{ tokens: { above: 12_344, below: 12_346 } }, {}, 'It has 12,345 input tokens.'],
    [{ tools: 'mcp__git__*' }, {}, 'It offers the tool mcp__git__log.'],
    [{ header: { 'X-Team': 'BL*' } }, {}, 'It has the header x-team.'],
    [{ effort: ['high', 'medium'] }, {}, 'It asks for the effort medium.'],
    [{ text: ['rollback', 'deploy.*prod'] }, {}, 'Its last prompt fits a pattern.'],
    [{ time: '14:00-15:00', days: 'tue' }, {}, 'It is 14:05 on Tuesday.'],
    [{ onBattery: true }, { situation: { onBattery: true } }, 'The machine runs on battery.'],
    [{ onBattery: false }, { situation: { onBattery: false } }, 'The machine runs on mains power.'],
    [{ offline: true }, { situation: { offline: true } }, 'The machine has no network.'],
    [{ spentToday: { above: 2.5 } }, { situation: { spentToday: 2.51 * NANO_PER_DOLLAR } }, 'Today has cost $2.51.'],
    [{ budget: { name: 'Daily', reached: 80 } }, { situation: { budgets: [usedTo(80)] } }, 'The budget "Daily" is used to 80 %.'],
    [{}, {}, 'The rule is for every request.'],
    [{ model: '*', effort: 'medium' }, {}, 'It asks for claude-opus-5-5. It asks for the effort medium.'],
  ])('holds: %j', (when, look, fact) => {
    expect(stepOf({ when }, look)).toEqual(applied(fact));
  });

  it.each<[object, Case, string]>([
    [{ model: ['gpt-*', 'opus'] }, {}, 'It asks for claude-opus-5-5; the rule is for gpt-* or opus.'],
    [{ model: '*' }, { summary: { requestedModel: null } }, 'It asks for no model; the rule is for *.'],
    [{ scenario: 'think' }, {}, 'It is of the scenario default; the rule is for think.'],
    [{ agent: '*' }, {}, 'It names no agent that it comes from; the rule is for *.'],
    [{ client: 'codex*' }, {}, 'Its client is claude-cli/2.1.330; the rule is for codex*.'],
    [{ client: '*' }, { summary: { client: null } }, 'Its client gives no name; the rule is for *.'],
    [{ folder: '~/wor' }, {}, 'Its folder is /home/me/work/app; the rule is for ~/wor.'],
    [{ folder: '*' }, { summary: { folder: null } }, 'It names no folder; the rule is for *.'],
    [{ tokens: { above: 12_345 } }, {}, 'It has 12,345 input tokens; the rule is for more than 12,345.'],
    [
      { tokens: { above: 1, below: 12_345 } },
      {},
      'It has 12,345 input tokens; the rule is for more than 1 and less than 12,345.',
    ],
    [{ tools: 'mcp__jira__*' }, {}, 'It offers 2 tools, none of that name; the rule is for those that offer mcp__jira__*.'],
    [{ tools: '*' }, { summary: { tools: [] } }, 'It offers no tools; the rule is for those that offer *.'],
    [{ header: { 'x-team': 'red' } }, {}, 'Its header x-team holds something else; the rule is for x-team: red.'],
    [{ header: { 'x-name': '*' } }, {}, 'It has no header x-name; the rule is for x-name: *.'],
    [{ effort: 'max' }, {}, 'It asks for the effort medium; the rule is for max.'],
    [{ effort: 'max' }, { summary: { effort: null } }, 'It asks for no effort; the rule is for max.'],
    [{ text: '^deploy' }, {}, 'Its last prompt fits no pattern; the rule is for ^deploy.'],
    [{ time: ['1:00-2:00', '15:00-16:00'] }, {}, 'It is 14:05 on Tuesday; the rule is for 1:00-2:00 or 15:00-16:00.'],
    [{ days: ['sat', 'sun'] }, {}, 'It is 14:05 on Tuesday; the rule is for Saturday or Sunday.'],
    [{ time: '9:00-12:00', days: ['tue'] }, {}, 'It is 14:05 on Tuesday; the rule is for 9:00-12:00 on Tuesday.'],
    [{ onBattery: true }, { situation: { onBattery: false } }, 'The machine runs on mains power; the rule is for battery.'],
    [{ onBattery: false }, {}, 'It is not known whether the machine runs on battery; the rule is for mains power.'],
    [{ offline: true }, {}, 'It is not known whether the machine has a network; the rule is for times without one.'],
    [{ offline: true }, { situation: { offline: false } }, 'The machine has a network; the rule is for times without one.'],
    [{ offline: false }, { situation: { offline: true } }, 'The machine has no network; the rule is for times with one.'],
    [{ spentToday: { below: 1 } }, {}, 'It is not known what today has cost; the rule is for less than $1.00.'],
    [
      { budget: { name: 'Daily', reached: 80 } },
      { situation: { budgets: [usedTo(79.9)] } },
      'The budget "Daily" is used to 79 %; the rule is for 80 % or more of the budget "Daily".',
    ],
    [
      { budget: { name: 'Weekly', reached: 80 } },
      { situation: { budgets: [usedTo(99)] } },
      'There is no budget "Weekly" that is switched on; the rule is for 80 % or more of the budget "Weekly".',
    ],
    [
      { spentToday: { above: 5 } },
      { situation: { spentToday: 5 * NANO_PER_DOLLAR } },
      'Today has cost $5.00; the rule is for more than $5.00.',
    ],
  ])('does not hold, and says with figures why: %j', (when, look, why) => {
    expect(stepOf({ when }, look)).toEqual(noMatch(why));
  });

  it('names the first that fails, of several', () => {
    expect(stepOf({ when: { tokens: { above: 99_999 }, model: '*opus*', scenario: 'think' } }).why).toBe(
      'It is of the scenario default; the rule is for think.',
    );
  });

  it('under `not` must not hold', () => {
    expect(stepOf({ not: { model: 'gpt-*', agent: '*' } })).toEqual(applied('Nothing that the rule leaves out holds.'));
    expect(stepOf({ not: { model: 'gpt-*', folder: '~' } })).toEqual(
      noMatch('Its folder is /home/me/work/app; the rule is not for ~.'),
    );
    expect(stepOf({ not: { text: 'deploy' } }).why).toBe('Its last prompt fits a pattern; the rule is not for deploy.');
  });

  it('that nothing is known of does not hold, under `not` neither', () => {
    expect(stepOf({ not: { onBattery: true } })).toEqual(
      noMatch('It is not known whether the machine runs on battery; the rule is not for battery.'),
    );
  });

  it('shows no line breaks, no control characters and no end of what a client calls itself', () => {
    const requestedModel = `a\r\n\u001b[31m${'b'.repeat(200)}`;
    expect(stepOf({ when: { model: 'x' } }, { summary: { requestedModel } }).why).toBe(
      `It asks for a [31m${'b'.repeat(74)}…; the rule is for x.`,
    );
  });
});

describe('rules', () => {
  it('are asked in their order, and none after the one that applies', () => {
    const { steps, action, rule } = ask([
      { name: 'Off', enabled: false, then: TO },
      { when: { model: 'gpt-*' }, then: TO },
      { name: 'Mine', then: { route: 'think' } },
      { name: 'Late', then: TO },
    ]);
    expect(steps.map(({ stage, name, outcome }) => [stage, name, outcome])).toEqual([
      ['rule', 'Off', 'off'],
      ['rule', 'Rule 2', 'no-match'],
      ['rule', 'Mine', 'applied'],
    ]);
    expect(steps[0]?.why).toBe('It is switched off.');
    expect(action).toEqual({ kind: 'route', route: 'think' });
    expect(rule).toBe('Mine');
  });

  it('say nothing where none applies, or where there are none', () => {
    expect(ask([])).toEqual({ steps: [], action: null, rule: null, changes: {} });
    expect(ask([{ when: { model: 'x' }, then: TO }])).toMatchObject({ action: null, rule: null, changes: {} });
  });

  it('refuse with a message of their own', () => {
    const { steps, action, rule } = ask([{ name: 'No agents', then: { block: 'Not on this machine' } }]);
    expect(action).toEqual({ kind: 'block', message: 'Not on this machine', rule: 'No agents' });
    expect(rule).toBe('No agents');
    expect(steps[0]?.why).toBe('The rule is for every request. "No agents" refuses it: Not on this machine.');
  });

  it('change a request, and those after see it changed', () => {
    const outcome = ask([
      { when: { model: '*opus*' }, then: { rewrite: { model: 'claude-haiku-5-5', effort: 'low' } } },
      { when: { model: '*opus*' }, then: { targets: 'up/large' } },
      { when: { model: '*haiku*', effort: 'low' }, then: { targets: ['up/small', 'up/other'], rewrite: { maxTokens: 4_000 } } },
    ]);
    expect(outcome.steps.map(({ outcome, why }) => [outcome, why])).toEqual([
      ['changed', 'It asks for claude-opus-5-5. "Rule 1" changes its model to claude-haiku-5-5 and its effort to low.'],
      ['no-match', 'It asks for claude-haiku-5-5; the rule is for *opus*.'],
      [
        'applied',
        'It asks for claude-haiku-5-5. It asks for the effort low. "Rule 3" changes its room for the answer to 4,000 tokens. "Rule 3" sends it to up/small, then up/other.',
      ],
    ]);
    expect(outcome.action).toEqual({ kind: 'targets', targets: [{ target: 'up/small' }, { target: 'up/other' }] });
    expect(outcome.changes).toEqual({ model: 'claude-haiku-5-5', effort: 'low', maxTokens: 4_000 });
  });

  it('leave the summary as it was', () => {
    const summary = { ...SAMPLE_SUMMARY };
    applyRules(
      compileRules(Rules.parse([{ then: { rewrite: { model: 'x' } } }]), '/'),
      summary,
      'default',
      UNKNOWN_SITUATION,
      NOW,
    );
    expect(summary).toEqual(SAMPLE_SUMMARY);
  });

  it('are set aside with a fault when the engine cannot read a pattern', () => {
    const { steps, action } = ask([{ when: { text: 'a{1001}' }, then: TO }, { then: { targets: 'up/next' } }]);
    expect(steps[0]).toMatchObject({ outcome: 'fault' });
    expect(steps[0]?.why).toMatch(/^The pattern a\{1001\} cannot be used: .*invalid repeat count/);
    expect(action).toEqual({ kind: 'targets', targets: [{ target: 'up/next' }] });
  });

  it('with a pattern that takes JavaScript for ever answer at once', () => {
    const lastText = `${'a'.repeat(8_000)}!`;
    expect(stepOf({ when: { text: '^(a+)+$' } }, { summary: { lastText } }).outcome).toBe('no-match');
  });
});

describe('a rule by model', () => {
  const models = { 'gpt-*': 'up/gpt', opus: ['up/large', 'up/spare'], 'claude-*': 'up/any', haiku: 'up/never' };
  const goes = (requestedModel: string | null) => ask([{ then: { models } }], { summary: { requestedModel } });

  it.each([
    ['claude-opus-5-5', ['up/large', 'up/spare']],
    ['anthropic/Claude-Opus-4.1', ['up/large', 'up/spare']],
    ['gpt-5-codex', ['up/gpt']],
    ['claude-haiku-5-5', ['up/any']],
    ['gpt-opus', ['up/gpt']],
  ])('sends %s to the first entry that fits, in the order written', (model, targets) => {
    expect(goes(model).action).toEqual({ kind: 'targets', targets: targets.map((target) => ({ target })) });
  });

  it('is not about a model that has no entry, nor about none', () => {
    expect(goes('claudette').steps[0]).toMatchObject(noMatch('No entry for claudette.'));
    expect(goes('my-gpt-4').steps[0]).toMatchObject(noMatch('No entry for my-gpt-4.'));
    expect(goes(null).steps[0]).toMatchObject(noMatch('It asks for no model.'));
  });
});

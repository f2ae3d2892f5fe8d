import { describe, expect, it } from 'vitest';
import { Config } from '../../../shared/config/config-schema';
import { READY_MADE_RULES } from '../../../shared/config/ready-made-rules';
import { NANO_PER_DOLLAR } from '../../../shared/model/money';
import type { RequestSummary } from '../../../shared/model/request-summary';
import { UNKNOWN_SITUATION, type Situation } from '../../../shared/model/situation';
import { SAMPLE_SUMMARY } from '../../testing/sample-summary';
import { applyRules } from './apply-rules';
import { compileRules } from './compile-rules';

interface Look {
  summary?: Partial<RequestSummary>;
  situation?: Partial<Situation>;
  now?: Date;
}

/** Where a ready-made rule sends a request: the targets, the message of a refusal, or null. */
function ask(id: string, filled: Record<string, string>, { summary, situation, now = new Date() }: Look = {}): string | null {
  const rule = READY_MADE_RULES.find((one) => one.id === id)!.build(filled);
  const providers = [{ id: 'up', dialect: 'openai-chat', baseUrl: 'http://127.0.0.1:1' }];
  const { rules } = Config.parse({ version: 1, providers, rules: [rule] });
  const { action } = applyRules(
    compileRules(rules, '/home/me'),
    { ...SAMPLE_SUMMARY, ...summary },
    'default',
    { ...UNKNOWN_SITUATION, ...situation },
    now.getTime(),
  );
  if (action?.kind === 'targets') return action.targets.map((one) => one.target).join(' ');
  return action?.kind === 'block' ? action.message : null;
}

const TO = { target: 'up/model' };

describe('a ready-made rule', () => {
  it('is one of a list whose ids and names differ, and says what it is for', () => {
    expect(new Set(READY_MADE_RULES.map(({ id }) => id)).size).toBe(READY_MADE_RULES.length);
    for (const { title, purpose } of READY_MADE_RULES) expect(`${title}: ${purpose}`).toMatch(/^[A-Z][^.]+: [A-Z][^.]+\.$/);
  });

  it.each(READY_MADE_RULES)('$id has a name that its title explains, and takes what it begins with', ({ blanks, build }) => {
    const filled = Object.fromEntries(blanks.map(({ id, kind, value }) => [id, kind === 'target' ? 'up/model' : value]));
    const rules = Config.shape.rules.parse([build(filled)]);
    expect(rules[0]?.name).toBeTruthy();
  });

  it('for tiers gives each of Claude’s models its own, and leaves out those not filled in', () => {
    const filled = { opus: 'up/large', haiku: 'up/small', sonnet: '' };
    const forModel = (requestedModel: string) => ask('tiers', filled, { summary: { requestedModel } });
    expect(['claude-opus-5-5', 'claude-haiku-5-5', 'claude-sonnet-5-5'].map(forModel)).toEqual(['up/large', 'up/small', null]);
  });

  it('for models of a name sends them to one target', () => {
    const forModel = (requestedModel: string) => ask('model-glob', { model: 'gpt-*', ...TO }, { summary: { requestedModel } });
    expect(['gpt-5-codex', 'claude-opus-5-5'].map(forModel)).toEqual(['up/model', null]);
  });

  it.each(['onBattery', 'offline'] as const)('for times when the machine is %s holds then only', (name) => {
    const when = (value: boolean | null) =>
      ask(name === 'onBattery' ? 'battery' : 'offline', TO, { situation: { [name]: value } });
    expect([true, false, null].map(when)).toEqual(['up/model', null, null]);
  });

  it('for nights holds at night', () => {
    const at = (hour: number) => ask('nights', { time: '22:00-06:00', ...TO }, { now: new Date(2026, 10, 24, hour) });
    expect([23, 3, 12].map(at)).toEqual(['up/model', 'up/model', null]);
  });

  it('for a sum holds once it is spent', () => {
    const after = (dollars: number) =>
      ask('spent', { dollars: '2.5', ...TO }, { situation: { spentToday: dollars * NANO_PER_DOLLAR } });
    expect([2.4, 2.6].map(after)).toEqual([null, 'up/model']);
  });

  it('against an agent refuses its requests, and no others', () => {
    expect(ask('block-agent', { agent: 'Explore' }, { summary: { agent: 'Explore' } })).toContain('the agent Explore');
    expect(ask('block-agent', { agent: 'Explore' }, { summary: { agent: null } })).toBeNull();
  });

  it('against a tool refuses requests that offer it, and no others', () => {
    expect(ask('block-tool', { tool: 'mcp__git__*' }, { summary: { tools: ['mcp__git__log'] } })).toContain('mcp__git__*');
    expect(ask('block-tool', { tool: 'mcp__git__*' }, { summary: { tools: ['Bash'] } })).toBeNull();
  });
});

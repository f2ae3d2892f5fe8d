import { describe, expect, it } from 'vitest';
import { orderTargets, type RankedTarget } from './order-targets';

const target = (name: string, more: Partial<{ weight: number; ms: number; cost: number }> = {}): RankedTarget => ({
  name,
  weight: more.weight ?? 1,
  firstTokenMs: () => more.ms ?? null,
  expectedCost: () => more.cost ?? null,
});
const namesOf = (targets: readonly RankedTarget[]) => targets.map(({ name }) => name);

it('ordered leaves them as they stand', () => {
  const { targets, reason } = orderTargets([target('a/m'), target('b/m')], 'ordered', 'session');
  expect(namesOf(targets)).toEqual(['a/m', 'b/m']);
  expect(reason).toBeNull();
});

it('a route of one has nothing to choose', () => {
  expect(orderTargets([target('a/m')], 'cheapest', 'session').reason).toBeNull();
});

describe('weighted', () => {
  const three = [target('a/m', { weight: 6 }), target('b/m', { weight: 3 }), target('c/m', { weight: 1 })];
  const first = (targets: readonly RankedTarget[], conversation: string) =>
    orderTargets(targets, 'weighted', conversation).targets[0]?.name;
  const sessions = Array.from({ length: 2_000 }, (_, number) => `session-${number}`);

  it('gives each its share of the conversations', () => {
    const counts = new Map<string | undefined, number>();
    for (const session of sessions) counts.set(first(three, session), (counts.get(first(three, session)) ?? 0) + 1);
    expect((counts.get('a/m') ?? 0) / sessions.length).toBeCloseTo(0.6, 1);
    expect((counts.get('b/m') ?? 0) / sessions.length).toBeCloseTo(0.3, 1);
    expect((counts.get('c/m') ?? 0) / sessions.length).toBeCloseTo(0.1, 1);
  });

  it('keeps a conversation where it is, also when another target goes', () => {
    const without = three.slice(0, 2);
    const stays = sessions.filter((session) => first(three, session) !== 'c/m');
    expect(stays.every((session) => first(without, session) === first(three, session))).toBe(true);
  });

  it('says what share the chosen one has', () => {
    const { targets, reason } = orderTargets(three, 'weighted', 'session-1');
    const share = { 'a/m': 60, 'b/m': 30, 'c/m': 10 }[targets[0]?.name as 'a/m'];
    expect(reason).toBe(`Of 3 targets by weight, its conversation has ${targets[0]?.name} (${share} %).`);
  });
});

describe('fastest', () => {
  it('asks the one with the shortest time to the first token', () => {
    const { targets, reason } = orderTargets([target('slow/m', { ms: 900 }), target('quick/m', { ms: 210 })], 'fastest', 's');
    expect(namesOf(targets)).toEqual(['quick/m', 'slow/m']);
    expect(reason).toBe('quick/m was the fastest lately, with 0.21 s to the first token.');
  });

  it('asks one without a figure first, so that it gets one', () => {
    const { targets, reason } = orderTargets([target('known/m', { ms: 100 }), target('new/m')], 'fastest', 's');
    expect(namesOf(targets)).toEqual(['new/m', 'known/m']);
    expect(reason).toBe('new/m is asked first, since its speed is not known yet.');
  });
});

describe('cheapest', () => {
  it('asks the one that will cost least, and those without a price last', () => {
    const list = [target('unpriced/m'), target('dear/m', { cost: 30_000_000 }), target('cheap/m', { cost: 2_100_000 })];
    const { targets, reason } = orderTargets(list, 'cheapest', 's');
    expect(namesOf(targets)).toEqual(['cheap/m', 'dear/m', 'unpriced/m']);
    expect(reason).toBe('cheap/m is the cheapest for it, at about $0.0021.');
  });

  it('leaves the order where no price is known', () => {
    const { targets, reason } = orderTargets([target('a/m'), target('b/m')], 'cheapest', 's');
    expect(namesOf(targets)).toEqual(['a/m', 'b/m']);
    expect(reason).toBe("No target's price is known, so they are asked in order.");
  });
});

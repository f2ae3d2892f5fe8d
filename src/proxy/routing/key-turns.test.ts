import { expect, it } from 'vitest';
import type { ProviderKey } from '../ports';
import { createKeyTurns } from './key-turns';

const keysOf = (...ids: string[]): ProviderKey[] => ids.map((id) => ({ id, value: `value of ${id}`, problem: null }));
const three = keysOf('keychain', 'keychain:work', 'env:A_KEY');
const sessions = Array.from({ length: 300 }, (_, index) => `session-${index}`);

function firstOf(session: string | null, keys: ProviderKey[], turns = createKeyTurns()): string | undefined {
  return turns.forExchange(session)('up', keys)[0]?.id;
}

it('gives a session the same key each time, and after a restart too', () => {
  for (const session of sessions.slice(0, 20)) expect(firstOf(session, three)).toBe(firstOf(session, three));
});

it('spreads sessions evenly', () => {
  const counts = three.map(({ id }) => sessions.filter((session) => firstOf(session, three) === id).length);
  for (const count of counts) expect(count).toBeGreaterThan(70);
});

it('moves only the sessions of a key that is taken away', () => {
  const left = keysOf('keychain', 'env:A_KEY');
  for (const session of sessions) {
    const before = firstOf(session, three);
    if (before !== 'keychain:work') expect(firstOf(session, left)).toBe(before);
  }
});

it('lets requests without a session take turns, each provider for itself', () => {
  const turns = createKeyTurns();
  const firsts = three.map(() => firstOf(null, three, turns));
  expect(new Set(firsts).size).toBe(3);
  expect(turns.forExchange(null)('other', three)[0]).toBe(three[0]);
});

it('keeps one order for all targets of a provider in an exchange', () => {
  const order = createKeyTurns().forExchange(null);
  expect(order('up', three)).toBe(order('up', three));
});

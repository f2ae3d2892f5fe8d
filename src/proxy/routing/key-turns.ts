import type { ProviderKey } from '../ports';
import { hashText } from './hash-text';

/** The order in which an exchange asks with a provider's keys: the first of them is its own, the others stand in for it. */
export type KeyOrder = (providerId: string, keys: readonly ProviderKey[]) => readonly ProviderKey[];

export interface KeyTurns {
  /**
   * For one exchange; all targets of a provider have the same order in it. A conversation stays with its key, since prompt caches
   * belong to an account; requests without a session take turns.
   */
  forExchange(session: string | null): KeyOrder;
}

/** Whose turn it is, for each provider with several keys. */
export function createKeyTurns(): KeyTurns {
  const turns = new Map<string, number>();

  function takeTurn(providerId: string, keys: readonly ProviderKey[]): ProviderKey[] {
    const turn = turns.get(providerId) ?? 0;
    turns.set(providerId, turn + 1);
    const start = turn % keys.length;
    return [...keys.slice(start), ...keys.slice(0, start)];
  }

  return {
    forExchange(session) {
      let orders: Map<string, readonly ProviderKey[]> | null = null;
      return (providerId, keys) => {
        if (keys.length < 2) return keys;
        orders ??= new Map();
        const known = orders.get(providerId);
        if (known !== undefined) return known;
        const order = session === null ? takeTurn(providerId, keys) : orderForSession(session, keys);
        orders.set(providerId, order);
        return order;
      };
    },
  };
}

/** By a hash of session and key, so that a key that is added or taken away moves no more sessions than it must. */
function orderForSession(session: string, keys: readonly ProviderKey[]): ProviderKey[] {
  return keys
    .map((key) => ({ key, weight: hashText(`${session}\n${key.id}`) }))
    .sort((one, other) => one.weight - other.weight)
    .map(({ key }) => key);
}

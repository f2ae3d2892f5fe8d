import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors';
import type { SecretStore } from '../secrets';
import { maskToken, readClientToken } from './client-token';

/** Stands for the system's keychain. */
function keychainWith(kept: Map<string, string>, broken = false): SecretStore {
  const answer = async <T>(value: T): Promise<T> => {
    if (broken) throw new AppError('keychain-timeout', 'The keychain does not answer.');
    return value;
  };
  return {
    get: (account) => answer(kept.get(account) ?? null),
    set: (account, secret) => answer(void kept.set(account, secret)),
    delete: (account) => answer(void kept.delete(account)),
    hasStuckCall: () => false,
  };
}

describe('the client token', () => {
  it('is made once and kept in the keychain', async () => {
    const kept = new Map<string, string>();
    const first = await readClientToken(undefined, keychainWith(kept));
    expect(first).toEqual({ value: expect.stringMatching(/^sy-[A-Za-z0-9_-]{32}$/), source: 'keychain' });
    expect(await readClientToken(undefined, keychainWith(kept))).toEqual(first);
  });

  it('is SWITCHYARD_TOKEN when that is set, and the keychain is not asked', async () => {
    const kept = new Map<string, string>();
    expect(await readClientToken(' mine \n', keychainWith(kept, true))).toEqual({ value: 'mine', source: 'environment' });
    expect(kept.size).toBe(0);
  });

  it('holds for one run when the keychain can’t keep it', async () => {
    const first = await readClientToken(undefined, keychainWith(new Map(), true));
    const second = await readClientToken(undefined, keychainWith(new Map(), true));
    expect([first.source, second.source]).toEqual(['run', 'run']);
    expect(first.value).not.toBe(second.value);
  });

  it('shows its end only when it is long enough to spare it', () => {
    expect(maskToken('sy-0123456789abcdef')).toBe('sy-…cdef');
    expect(maskToken('short')).toBe('…');
  });
});

import type { KeyState } from '../../../shared/model/provider';
import { countOf } from '../../format/format-tokens';

interface KeyDescription {
  icon: 'lock' | 'terminal' | null;
  /** May give way in a narrow column. */
  text: string;
  /** Stays whole behind it. */
  end: string;
  problem: boolean;
}

/** How a provider's keys stand, in a few words, and whether that stops it from working. */
export function describeKeys(keys: readonly KeyState[]): KeyDescription {
  const [only] = keys;
  if (only !== undefined && keys.length === 1) return describeKey(only);
  const ready = keys.filter(({ present }) => present).length;
  const icon = keys.some(({ source }) => source === 'keychain') ? 'lock' : 'terminal';
  const end = ready < keys.length ? `${ready} ready` : '';
  return { icon, text: countOf(keys.length, 'key') + (end === '' ? '' : ','), end, problem: ready === 0 };
}

/** Each key in a line of its own; the whole story behind {@link describeKeys}. */
export function listKeys(keys: readonly KeyState[]): string {
  return keys.map((key) => `${key.label}: ${key.problem ?? describeState(key)}`).join('\n');
}

function describeState({ present, lastFour }: KeyState): string {
  if (!present) return 'missing';
  return lastFour === null ? 'ready' : `ready, …${lastFour}`;
}

function describeKey(key: KeyState): KeyDescription {
  const variable = key.name ?? 'the environment';
  switch (key.source) {
    case 'none':
      return { icon: null, text: 'needs none', end: '', problem: false };
    case 'keychain':
      return key.present
        ? { icon: 'lock', text: 'in keychain', end: key.lastFour === null ? '' : `…${key.lastFour}`, problem: false }
        : { icon: 'lock', text: 'missing', end: '', problem: true };
    case 'env':
      return key.present
        ? { icon: 'terminal', text: `from ${variable}`, end: '', problem: false }
        : { icon: 'terminal', text: variable, end: 'not set', problem: true };
  }
}

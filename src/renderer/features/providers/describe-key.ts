import type { KeyState } from '../../../shared/model/provider';

interface KeyDescription {
  icon: 'lock' | 'terminal' | null;
  /** May give way in a narrow column. */
  text: string;
  /** Stays whole behind it. */
  end: string;
  problem: boolean;
}

/** Where a provider's key stands, in a few words, and whether that stops it from working. */
export function describeKey(key: KeyState): KeyDescription {
  const variable = key.variable ?? 'the environment';
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

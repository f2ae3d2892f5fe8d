import type { KeySource } from '../../shared/config/config-schema';
import { cleanKey } from '../credentials/provider-keys';
import type { ImportReport, SourcePath } from './import-report';
import type { KnownAddress } from './read-address';
import { findSoleVariable, type LookUp, resolveText } from './source-text';

/** A key for the keychain. */
export interface KeptSecret {
  /** By which it is told from the provider's others; null for the one without a name. */
  name: string | null;
  value: string;
}

/** Where a provider's keys come from, and the keys themselves where they are for the keychain. */
export interface ConvertedKeys {
  keys: KeySource[];
  secrets: KeptSecret[];
}

export interface KeyScope {
  id: string;
  address: KnownAddress;
  lookUp: LookUp;
  report: ImportReport;
}

/** Servers that mostly want no key. */
const KEYLESS = ['ollama', 'lm-studio', 'custom'];

/** What people write where a server of their own wants no key. */
const FILLERS = ['ollama', 'lm-studio', 'lmstudio', 'none', 'empty', 'no-key', 'not-needed', 'dummy', 'x'];

/** Of a provider for which the file holds none: the window then asks for it where one is needed. */
export function keyNotGiven({ preset }: KnownAddress): ConvertedKeys {
  return { keys: [{ source: KEYLESS.includes(preset) ? 'none' : 'keychain' }], secrets: [] };
}

/** The one key of a provider. A variable stays one; a key that stands in the file is for the keychain. No line shows the key. */
export function convertKey(value: unknown, path: SourcePath, { id, address, lookUp, report }: KeyScope): ConvertedKeys {
  const to = `providers.${id}.keys`;
  const read = readKey(value, lookUp);
  if (read.kind === 'variable') {
    report.taken(path, to, describeVariable(read.name, lookUp));
    return { keys: [{ source: 'env', name: read.name }], secrets: [] };
  }
  if (KEYLESS.includes(address.preset) && read.kind !== 'fault' && FILLERS.includes(read.value.toLowerCase())) {
    report.changed(path, to, 'It only fills the place of a key; the provider is called without one.');
    return { keys: [{ source: 'none' }], secrets: [] };
  }
  if (read.kind === 'fault') {
    report.leftOut(path, read.reason);
    return keyNotGiven(address);
  }
  report.changed(path, to, TO_KEYCHAIN);
  return { keys: [{ source: 'keychain' }], secrets: [{ name: null, value: read.value }] };
}

export const TO_KEYCHAIN = 'It goes to the keychain; the config does not hold it.';

export function describeVariable(name: string, lookUp: LookUp): string {
  return `It is read from the environment variable ${name}.${lookUp(name) ? '' : ' It is not set now.'}`;
}

export type ReadKey = { kind: 'variable'; name: string } | { kind: 'secret'; value: string } | { kind: 'fault'; reason: string };

/** What stands in the place of a key. */
export function readKey(value: unknown, lookUp: LookUp): ReadKey {
  if (typeof value !== 'string') return { kind: 'fault', reason: 'It is no text.' };
  const variable = findSoleVariable(value);
  if (variable !== null) return { kind: 'variable', name: variable };
  const key = resolveText(value, lookUp).trim();
  if (key === '') return { kind: 'fault', reason: 'It is empty.' };
  try {
    return { kind: 'secret', value: cleanKey(key) };
  } catch {
    const reason = 'It holds a space, a line break or a letter that no key has. Enter the key in Switchyard’s window.';
    return { kind: 'fault', reason };
  }
}

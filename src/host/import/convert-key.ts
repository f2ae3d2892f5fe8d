import { cleanKey } from '../credentials/provider-keys';
import type { ProviderEntry } from '../providers/to-provider-entry';
import type { ImportReport, SourcePath } from './import-report';
import type { KnownAddress } from './read-address';
import { findSoleVariable, type LookUp, resolveText } from './source-text';

/** Where a provider's key comes from, and the key itself where it is for the keychain. */
export interface ConvertedKey {
  keys: ProviderEntry['keys'];
  secret: string | null;
}

interface Scope {
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
export function keyNotGiven({ preset }: KnownAddress): ConvertedKey {
  return { keys: [{ source: KEYLESS.includes(preset) ? 'none' : 'keychain' }], secret: null };
}

/** A variable stays one; a key that stands in the file is for the keychain. The key is in no line of the report. */
export function convertKey(value: unknown, path: SourcePath, { id, address, lookUp, report }: Scope): ConvertedKey {
  const to = `providers.${id}.keys`;
  const refuse = (reason: string): ConvertedKey => {
    report.leftOut(path, reason);
    return keyNotGiven(address);
  };
  if (typeof value !== 'string') return refuse('It is no text.');
  const variable = findSoleVariable(value);
  if (variable !== null) {
    const unset = lookUp(variable) ? '' : ' It is not set now.';
    report.taken(path, to, `It is read from the environment variable ${variable}.${unset}`);
    return { keys: [{ source: 'env', name: variable }], secret: null };
  }
  const key = resolveText(value, lookUp).trim();
  if (key === '') return refuse('It is empty.');
  if (KEYLESS.includes(address.preset) && FILLERS.includes(key.toLowerCase())) {
    report.changed(path, to, 'It only fills the place of a key; the provider is called without one.');
    return { keys: [{ source: 'none' }], secret: null };
  }
  try {
    const secret = cleanKey(key);
    report.changed(path, to, 'It goes to the keychain; the config does not hold it.');
    return { keys: [{ source: 'keychain' }], secret };
  } catch {
    return refuse('It holds a space, a line break or a letter that no key has. Enter the key in Switchyard’s window.');
  }
}

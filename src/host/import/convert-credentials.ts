import { findFreeId, toProviderId } from './choose-id';
import { type ConvertedKeys, describeVariable, type KeyScope, type KeptSecret, readKey, TO_KEYCHAIN } from './convert-key';
import type { SourcePath } from './import-report';
import { isSourceObject, type SourceObject } from './source-object';

/** Keys that one provider of ours may have. */
const MOST_KEYS = 20;

/** Names of the key, in a provider and in a credential. Claude Code Router 3 writes any of the later ones. */
export const KEY_KEYS = ['api_key', 'apiKey', 'apikey'];

const NAME_KEYS = ['label', 'name', 'id'];

/**
 * Several keys of one provider (`credentials` of Claude Code Router 3): those that are switched on, in the order of their
 * priority. Null where there is no usable one, so that the provider's own key counts, as it does there.
 */
export function convertCredentials(value: unknown, path: SourcePath, scope: KeyScope): ConvertedKeys | null {
  const { report } = scope;
  if (!Array.isArray(value) || value.length === 0) {
    report.leftOut(path, Array.isArray(value) ? 'It is empty.' : 'It is no list of keys.');
    return null;
  }
  const found: { priority: number; convert: (taken: Taken) => void }[] = [];
  (value as unknown[]).forEach((item, index) => {
    const one = isSourceObject(item) ? item : null;
    const convert = (taken: Taken) => convertCredential(one, [...path, index], taken, scope);
    found.push({ priority: typeof one?.priority === 'number' ? one.priority : index, convert });
  });
  const taken: Taken = { keys: [], secrets: [], names: new Set() };
  for (const { convert } of found.sort((a, b) => a.priority - b.priority)) convert(taken);
  if (taken.keys.length === 0) return null;
  const [only] = taken.keys;
  if (taken.keys.length > 1 || only?.source !== 'keychain') return { keys: taken.keys, secrets: taken.secrets };
  // A single key needs no name.
  return { keys: [{ source: 'keychain' }], secrets: taken.secrets.map(({ value: key }) => ({ name: null, value: key })) };
}

interface Taken extends ConvertedKeys {
  secrets: KeptSecret[];
  names: Set<string>;
}

function convertCredential(one: SourceObject | null, path: SourcePath, taken: Taken, { id, lookUp, report }: KeyScope): void {
  const to = `providers.${id}.keys`;
  if (one === null) return report.leftOut(path, 'It is no object with a key.');
  if (one.enabled === false) return report.leftOut(path, 'It is switched off. Enter the key in Switchyard’s window to use it.');
  const keyKey = KEY_KEYS.find((key) => one[key] !== undefined && one[key] !== '');
  const read = keyKey === undefined ? null : readKey(one[keyKey], lookUp);
  if (keyKey === undefined || read === null) return report.leftOut(path, 'It holds no key.');
  if (read.kind === 'fault') return report.leftOut(path, `The key is left out. ${read.reason}`);
  if (taken.keys.length >= MOST_KEYS) return report.leftOut(path, `A provider has at most ${MOST_KEYS} keys.`);
  const twice = taken.keys.some((key) => key.source === 'env' && read.kind === 'variable' && key.name === read.name);
  if (twice || taken.secrets.some(({ value }) => read.kind === 'secret' && value === read.value)) {
    return report.leftOut(path, 'The same key is there already.');
  }
  const nameKey = NAME_KEYS.find((key) => typeof one[key] === 'string' && one[key] !== '');
  for (const key of Object.keys(one)) {
    const here = [...path, key];
    if (key === keyKey) {
      if (read.kind === 'variable') report.taken(here, to, describeVariable(read.name, lookUp));
      else report.changed(here, to, TO_KEYCHAIN);
    } else if (read.kind === 'variable' && NAME_KEYS.includes(key)) report.leftOut(here, 'The key is told by its variable.');
    else if (key === nameKey) report.changed(here, to, 'The name of the key, in small letters.');
    else if (key === 'enabled') report.taken(here, to);
    else if (key === 'priority') report.changed(here, to, 'The keys stand in this order.');
    else report.leftOut(here, REASONS[key] ?? 'Switchyard has no setting of this name for a key.');
  }
  if (read.kind === 'variable') {
    taken.keys.push({ source: 'env', name: read.name });
    return;
  }
  const name = findFreeId(toProviderId(nameKey === undefined ? 'key' : String(one[nameKey])), taken.names);
  taken.names.add(name);
  taken.keys.push({ source: 'keychain', name });
  taken.secrets.push({ name, value: read.value });
}

const REASONS: Readonly<Record<string, string | undefined>> = {
  weight: 'The keys of a provider take turns; none has a weight.',
  limits: 'Switchyard counts no limits of a single key; one that the provider refuses rests for a while.',
  account: 'Switchyard does not ask providers for balances.',
  label: 'The key has another name already.',
  name: 'The key has another name already.',
  id: 'The key has another name already.',
};

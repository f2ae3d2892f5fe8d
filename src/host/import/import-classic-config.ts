import { homedir } from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type ConfigFile, EMPTY_CONFIG, type KeySource } from '../../shared/config/config-schema';
import { endSentence } from '../../shared/end-sentence';
import { AppError, toAppErrorData } from '../../shared/errors';
import type { ImportSummary } from '../../shared/model/import-report';
import { type ConfigStore, createConfigStore, describeConfigFault } from '../config';
import { readDotEnv } from '../config/dot-env';
import { readConfig } from '../config/read-config';
import { readText } from '../config/read-text';
import { createProviderKeys, type KeyPlace, type ProviderKeys } from '../credentials/provider-keys';
import { createKeychain, type SecretStore } from '../secrets';
import { type Conversion, convertClassicConfig } from './convert-classic-config';
import { mergeConversion } from './merge-conversion';
import { placeProviders } from './place-providers';
import { findFilesBeside } from './find-files-beside';
import { findSource, listUsualPlaces, readSource } from './read-source';
import { renameProviders } from './rename-providers';
import type { LookUp } from './source-text';
import { useVariables } from './use-variables';

export interface ImportOptions {
  /** The file to import; the one that Claude Code Router has where none is given. */
  path?: string | undefined;
  /** Only report; nothing is written, and no key is stored. */
  dryRun: boolean;
  dataFolder: string;
  environment: Readonly<Record<string, string | undefined>>;
  secrets?: SecretStore;
  home?: string;
  /** What a running host has of these; without it they are made for the import alone. */
  running?: {
    keys: ProviderKeys;
    update: ConfigStore['update'];
  };
}

export interface ImportResult extends ImportSummary {
  /** True while a call into the keychain hangs: the process then ends by SIGKILL only. */
  hasStuckKeychainCall: boolean;
}

/**
 * Imports a config of Claude Code Router into the data folder's config. Keys go to the keychain first; where none can be
 * reached their providers read a variable that is yet to be set. Rejects with AppError, and then nothing has changed.
 */
export async function importClassicConfig(options: ImportOptions): Promise<ImportResult> {
  const { dryRun, dataFolder, environment, secrets = createKeychain(), home = homedir(), running } = options;
  const source = path.resolve(options.path ?? (await findSource(listUsualPlaces(home, environment.APPDATA))));
  const config = path.join(dataFolder, 'config.json');
  const present = await readPresent(dataFolder, config, environment);
  const text = await readSource(source);
  const converted = convertClassicConfig(text, {
    environment: present.lookUp,
    files: await findFilesBeside(source, home),
    folder: path.dirname(source),
    home,
  });

  const keys = running?.keys ?? createProviderKeys(secrets, present.lookUp);
  const places = await placeProviders(converted, present.file, keys, present.lookUp);
  const renamed = renameProviders(converted, places.ids);
  const planned = mergeConversion(present.file, renamed, places.present);
  check(planned.file, config, present.lookUp);
  const result = { source, config, report: planned.report, written: false, keychainProblem: null };
  if (dryRun) return { ...result, hasStuckKeychainCall: secrets.hasStuckCall() };

  // A provider that is there already keeps its keys and their sources; one that it lacks is put where it looks for it.
  const wanted: Conversion['secrets'] = [];
  for (const secret of renamed.secrets) {
    const isNew = !places.present.has(secret.providerId);
    if (isNew || (hasPlace(present.file, secret) && !(await keys.stored(secret).catch(() => null)))) wanted.push(secret);
  }
  const stored = await storeSecrets(wanted, keys);
  const unstored = [...stored.refused].filter((id) => !places.present.has(id));
  const final = unstored.length > 0 ? useVariables(renamed, new Set(unstored)) : renamed;
  const merged = mergeConversion(present.file, final, places.present);
  const written = !isDeepStrictEqual(merged.file, present.file);
  try {
    const update = running?.update ?? ((change) => updateClosed(dataFolder, environment, change));
    if (written) await update((file) => mergeConversion(file, final, places.present).file);
  } catch (error) {
    await stored.undo();
    throw error;
  }
  const keychainProblem = unstored.length > 0 ? stored.problem : null;
  return { ...result, report: merged.report, written, keychainProblem, hasStuckKeychainCall: secrets.hasStuckCall() };
}

interface Present {
  file: ConfigFile;
  lookUp: LookUp;
}

/** The config as it is, read without a store: a dry run leaves no trace in the data folder. */
async function readPresent(folder: string, config: string, environment: ImportOptions['environment']): Promise<Present> {
  const dotEnv = await readDotEnv(path.join(folder, '.env'));
  const lookUp: LookUp = (name) => own(environment, name) ?? own(dotEnv, name);
  const found = await readText(config);
  if (found.kind === 'missing') return { file: EMPTY_CONFIG, lookUp };
  if (found.kind === 'unreadable') throw new AppError('config-unreadable', `${config} could not be read: ${found.reason}.`);
  const read = readConfig(found.text, config, lookUp);
  if (read.ok) return { file: read.file, lookUp };
  throw new AppError('config-invalid', describeConfigFault(read.fault), 'Mend Switchyard’s config first. Nothing was imported.');
}

function own(variables: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

/** What comes out has to be a config of ours, at a dry run too. */
function check(file: ConfigFile, name: string, lookUp: LookUp): void {
  const read = readConfig(JSON.stringify(file), name, lookUp);
  if (read.ok) return;
  throw new AppError('config-invalid', `The file was not imported: ${endSentence(read.fault.message)}`);
}

/** True where the provider reads just this key from the keychain. */
function hasPlace({ providers = [] }: ConfigFile, { providerId, name }: KeyPlace): boolean {
  const keys = providers.find(({ id }) => id === providerId)?.keys;
  const sources = keys === undefined ? [{ source: 'keychain' as const }] : ([keys].flat() as KeySource[]);
  return sources.some((key) => key.source === 'keychain' && (key.name ?? null) === name);
}

interface StoredSecrets {
  /** Providers whose keys the keychain did not take. */
  refused: Set<string>;
  problem: string | null;
  undo(): Promise<void>;
}

async function storeSecrets(secrets: Conversion['secrets'], keys: ProviderKeys): Promise<StoredSecrets> {
  const refused = new Set<string>();
  const before: { place: KeyPlace; value: string | null }[] = [];
  let problem: string | null = null;
  for (const { value, ...place } of secrets) {
    try {
      const old = await keys.stored(place);
      if (old === value) continue;
      await keys.store(place, value);
      before.push({ place, value: old });
    } catch (error) {
      problem = toAppErrorData(error).message;
      refused.add(place.providerId);
    }
  }
  const undo = async () => {
    for (const { place, value } of before) await keys.store(place, value).catch(() => undefined);
  };
  return { refused, problem, undo };
}

/** Changes the config of a data folder that nobody here has open. */
async function updateClosed(
  folder: string,
  environment: ImportOptions['environment'],
  change: (file: ConfigFile) => ConfigFile,
): Promise<void> {
  const store = createConfigStore({ folder, environment });
  try {
    await store.open();
    await store.update(change);
  } finally {
    store.close();
  }
}

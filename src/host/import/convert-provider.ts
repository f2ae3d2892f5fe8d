import type { ProviderEntry } from '../providers/to-provider-entry';
import type { UpstreamDialect } from '../../shared/model/provider';
import { findFreeId, toProviderId } from './choose-id';
import { convertCredentials, KEY_KEYS } from './convert-credentials';
import { convertKey, type ConvertedKeys, keyNotGiven, type KeptSecret } from './convert-key';
import { convertModelMetadata, type ModelTraits } from './convert-model-metadata';
import { convertTransformers } from './convert-transformers';
import { type ImportReport, MUTE, type SourcePath } from './import-report';
import { type KnownAddress, readAddress } from './read-address';
import { dialectOf, readTransformers, type Transformer } from './read-transformers';
import { isSourceObject, type SourceObject } from './source-object';
import { carryText, type LookUp, resolveText } from './source-text';
import type { TargetOverrides } from './target-overrides';
import { type ConvertedTransformers, noTransformers } from './transformer-scope';

/** A provider of the file, in our form. */
export interface ConvertedProvider {
  /** Its name in the file, by which Router names it. */
  sourceName: string;
  /** Others by which Claude Code Router 3 may name it. */
  aliases: string[];
  /** Its models as Router names them. */
  models: string[];
  entry: ProviderEntry;
  /** For the keychain. */
  secrets: KeptSecret[];
  /** For its targets, by model as Router names it; under null for every model. */
  overrides: Map<string | null, TargetOverrides>;
}

/** What a conversion of providers needs to know. */
export interface ProviderScope {
  takenIds: ReadonlySet<string>;
  lookUp: LookUp;
  report: ImportReport;
  /** True once a route or a rule names the model of the provider with that id; null: any model. To be asked at the end. */
  isTarget(id: string, model: string | null): boolean;
}

/** Names of the address. Claude Code Router 3 writes any of the later ones. */
const ADDRESS_KEYS = ['api_base_url', 'baseUrl', 'baseurl'];

/** What Claude Code Router 3 calls the dialects, in `type`. */
const PROTOCOLS: Readonly<Record<string, UpstreamDialect>> = {
  openai_chat_completions: 'openai-chat',
  openai_responses: 'openai-responses',
  anthropic_messages: 'anthropic-messages',
  gemini_generate_content: 'gemini',
};

/** Converts one entry of Providers; null where it cannot be used, which is then one line of the report. */
export function convertProvider(
  source: unknown,
  path: SourcePath,
  { takenIds, lookUp, report, isTarget }: ProviderScope,
): ConvertedProvider | null {
  if (!isSourceObject(source)) return refuse(report, path, 'It is no object with a name and an address.');
  const addressKey = ADDRESS_KEYS.find((key) => source[key] !== undefined && source[key] !== '');
  const written = addressKey === undefined ? undefined : source[addressKey];
  if (addressKey === undefined || typeof written !== 'string') {
    return refuse(report, path, 'It has no address (api_base_url), so Claude Code Router passed it over too.');
  }
  // What the transformers come to is told below, when it is known that the provider can be used.
  const transformers =
    source.transformer === undefined ? [] : readTransformers(source.transformer, [...path, 'transformer'], MUTE);
  const address = readAddress(written, lookUp, readProtocol(source) ?? dialectOf(transformers));
  if ('problem' in address) return refuse(report, path, `The provider is left out. ${address.problem}`);
  if (transformers.some(({ name }) => name === 'vertex-claude')) {
    return refuse(report, path, 'The provider is left out. Switchyard does not speak to Claude on Vertex AI.');
  }

  const name = typeof source.name === 'string' ? resolveText(source.name, lookUp).trim() : '';
  const id = findFreeId(toProviderId(name || address.preset), takenIds);
  const models = readModels(source.models, lookUp);
  const modelIds = models.map(({ written: one }) => one);
  const transform = (read: Transformer[]) => {
    const scope = { id, address, models: modelIds, lookUp, report, isTarget: (model: string | null) => isTarget(id, model) };
    converted = convertTransformers(read, scope, converted);
  };
  const lines = new Map<string, () => void>();
  let keys: ConvertedKeys = keyNotGiven(address);
  let converted: ConvertedTransformers = noTransformers();
  let traits = new Map<string, ModelTraits>();
  const keyScope = { id, address, lookUp, report };
  const pool =
    source.credentials === undefined ? null : convertCredentials(source.credentials, [...path, 'credentials'], keyScope);
  const keyKey = KEY_KEYS.find((one) => source[one] !== undefined);

  lines.set('name', () => reportName(source.name, name, id, [...path, 'name'], report));
  lines.set(addressKey, () => reportAddress(address, [...path, addressKey], id, report));
  if (pool) keys = pool;
  lines.set('credentials', () => undefined);
  if (keyKey && pool) lines.set(keyKey, () => report.leftOut([...path, keyKey], 'The keys in credentials go before it.'));
  else if (keyKey) lines.set(keyKey, () => (keys = convertKey(source[keyKey], [...path, keyKey], keyScope)));
  lines.set('models', () => reportModels(source.models, models, [...path, 'models'], id, report));
  lines.set('transformer', () => {
    transform(readTransformers(source.transformer, [...path, 'transformer'], report));
  });
  lines.set('extraBody', () => {
    const options = isSourceObject(source.extraBody) ? source.extraBody : {};
    transform([{ path: [...path, 'extraBody'], name: 'extraBody', options, model: null }]);
  });
  lines.set('modelMetadata', () => {
    traits = convertModelMetadata(source.modelMetadata, [...path, 'modelMetadata'], { id, models: modelIds, report });
  });
  for (const one of ['type', 'capabilities']) {
    lines.set(one, () => report.changed([...path, one], `providers.${id}.dialect`, `It is spoken to as ${address.spoken}.`));
  }
  lines.set('enabled', () => report.taken([...path, 'enabled'], `providers.${id}.enabled`));
  for (const one of Object.keys(source)) (lines.get(one) ?? (() => report.leftOut([...path, one], reasonFor(one))))();

  return {
    sourceName: typeof source.name === 'string' ? source.name : '',
    aliases: ['id', 'provider'].flatMap((one) => (typeof source[one] === 'string' ? [source[one]] : [])),
    models: modelIds,
    secrets: keys.secrets,
    overrides: converted.overrides,
    entry: {
      id,
      ...(name && name !== id && { name: carryText(String(source.name).trim(), lookUp) }),
      preset: address.preset,
      ...(address.baseUrl !== undefined && { baseUrl: address.baseUrl }),
      ...placeDialect(address, converted),
      ...(converted.auth && { auth: converted.auth }),
      ...(Object.keys(converted.quirks).length > 0 && { quirks: converted.quirks }),
      keys: keys.keys,
      models: models.map(({ written: one, text }) => {
        const limit = converted.maxOutputTokens.get(one) ?? converted.maxOutputTokens.get(null);
        const known = { ...traits.get(one), ...(limit !== undefined && { maxOutputTokens: limit }) };
        return Object.keys(known).length === 0 ? text : { id: text, ...known };
      }),
      ...(source.enabled === false && { enabled: false }),
    },
  };
}

function refuse(report: ImportReport, path: SourcePath, reason: string): null {
  report.leftOut(path, reason);
  return null;
}

/** The `type` of the provider, else the first of its `capabilities` that Switchyard speaks. */
function readProtocol({ type, capabilities }: SourceObject): UpstreamDialect | null {
  const inCapabilities = Array.isArray(capabilities) ? (capabilities as unknown[]).filter(isSourceObject) : [];
  const known = [type, ...inCapabilities.map((one) => one.type)].filter(
    (one) => typeof one === 'string' && Object.hasOwn(PROTOCOLS, one),
  );
  return known.length === 0 ? null : (PROTOCOLS[String(known[0])] ?? null);
}

function reasonFor(key: string): string {
  if (key === 'tokenizer')
    return 'Not needed: Switchyard counts tokens itself and learns each model’s measure from what it reports.';
  if (ADDRESS_KEYS.includes(key) || KEY_KEYS.includes(key)) return 'It stands there twice under two names; the other was taken.';
  if (/headers/i.test(key))
    return 'Headers may hold keys. Those that hold none go into "headers" of the provider in config.json.';
  if (key === 'id' || key === 'provider') return 'Its id here is made of its name.';
  if (key === 'account' || key === 'billing') return 'Switchyard does not ask providers for balances.';
  return 'Switchyard has no setting of this name for a provider.';
}

function reportName(written: unknown, name: string, id: string, path: SourcePath, report: ImportReport): void {
  if (name === '') report.changed(path, `providers.${id}.id`, 'It is no name; the provider is called by its kind.');
  else if (written === id) report.taken(path, `providers.${id}.id`);
  else
    report.changed(
      path,
      `providers.${id}.id`,
      'Ids are small letters, digits, - and _, each once; the name is kept for the screens.',
    );
}

function reportAddress({ preset, baseUrl, note }: KnownAddress, path: SourcePath, id: string, report: ImportReport): void {
  const what =
    preset === 'custom'
      ? 'The path of the dialect is cut off.'
      : `It is known: preset ${preset}${baseUrl === undefined ? '' : ' at this address'}.`;
  report.changed(path, `providers.${id}.${baseUrl === undefined ? 'preset' : 'baseUrl'}`, note ? `${what} ${note}` : what);
}

/** Fields for every request are those of one dialect, so the provider is kept to it. */
function placeDialect(
  { dialect, spoken }: KnownAddress,
  { quirks, overrides }: ConvertedTransformers,
): { dialect?: UpstreamDialect } {
  const hasFields = quirks.extraBody !== undefined || [...overrides.values()].some(({ body }) => body !== undefined);
  const kept = hasFields ? spoken : dialect;
  return kept === undefined ? {} : { dialect: kept };
}

interface SourceModel {
  written: string;
  /** For our config. */
  text: string;
}

function readModels(value: unknown, lookUp: LookUp): SourceModel[] {
  const ids = (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
    (id): id is string => typeof id === 'string' && id !== '',
  );
  return [...new Set(ids)].map((written) => ({ written, text: carryText(written, lookUp) }));
}

function reportModels(value: unknown, models: SourceModel[], path: SourcePath, id: string, report: ImportReport): void {
  const written = Array.isArray(value) ? value.length : 1;
  const to = `providers.${id}.models`;
  if (models.length === 0) return report.leftOut(path, 'It names no model.');
  const left = written - models.length;
  if (left > 0) return report.changed(path, to, `${left} of ${written} left out: no names, or there twice.`);
  report.taken(path, to, models.length === 1 ? 'One model.' : `${models.length} models.`);
}

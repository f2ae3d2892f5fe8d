import type { AuthScheme } from '../../shared/model/provider';
import type { Quirks } from '../../shared/model/quirks';
import type { ImportReport } from './import-report';
import type { KnownAddress } from './read-address';
import type { Transformer } from './read-transformers';
import { isSourceObject, type SourceObject } from './source-object';
import { carryTexts, type LookUp } from './source-text';

/** What transformers come to in our config. */
export interface ConvertedTransformers {
  quirks: Partial<Quirks>;
  auth?: AuthScheme;
  /** Tokens, by model; under null for the models that have none of their own. */
  maxOutputTokens: Map<string | null, number>;
}

interface Scope {
  id: string;
  address: KnownAddress;
  models: readonly string[];
  lookUp: LookUp;
  report: ImportReport;
  result: ConvertedTransformers;
}

/** Vendors' own transformers, by the preset that does their work. */
const VENDORS = ['anthropic', 'openai', 'openrouter', 'deepseek', 'gemini', 'groq', 'cerebras'];

const READS_REASONING = 'Not needed: Switchyard reads reasoning in every form in which providers send it.';

/** Why a transformer has no counterpart. Its work is named in `docs/import.md`. */
const NO_COUNTERPART: Readonly<Record<string, string>> = {
  'openai-responses': 'Not needed: the address says what is spoken there.',
  vercel: 'Not needed: Switchyard leaves out by itself what a server of its kind refuses.',
  'vertex-gemini': 'Not needed: the preset Vertex AI speaks to Gemini there.',
  'vertex-claude': 'Switchyard does not speak to Claude on Vertex AI.',
  'vertex-openai': 'Switchyard does not speak to this part of Vertex AI.',
  tooluse: 'Switchyard does not force tools on a model: a model that seldom calls tools answers in text.',
  reasoning: READS_REASONING,
  forcereasoning: 'Switchyard does not ask for reasoning in words; it uses the model’s own.',
  enhancetool: 'Switchyard puts arguments of tools together whole while they stream; it does not mend what is no JSON.',
  cleancache: 'Not needed: cache marks go only to providers that are known to take them.',
  streamoptions: 'Not needed: Switchyard asks for the usage of a stream wherever that is taken.',
};

/** Lays each transformer down as quirks and limits, or reports why it is left out. One line each. */
export function convertTransformers(transformers: readonly Transformer[], scope: Omit<Scope, 'result'>): ConvertedTransformers {
  const result: ConvertedTransformers = { quirks: {}, maxOutputTokens: new Map() };
  for (const transformer of transformers) convertOne(transformer, { ...scope, result });
  return result;
}

function convertOne(transformer: Transformer, scope: Scope): void {
  const { name, model, path } = transformer;
  if (model !== null && !scope.models.includes(model)) {
    return scope.report.leftOut(path, 'It is for a model that is not among the provider’s models.');
  }
  const convert = Object.hasOwn(CONVERSIONS, name) ? CONVERSIONS[name] : undefined;
  if (convert) return convert(transformer, scope);
  if (VENDORS.includes(name)) return convertVendor(transformer, scope);
  const reason = Object.hasOwn(NO_COUNTERPART, name) ? NO_COUNTERPART[name] : undefined;
  scope.report.leftOut(path, reason ?? 'Switchyard knows no transformer of this name and runs no code for one.');
}

const CONVERSIONS: Readonly<Record<string, (transformer: Transformer, scope: Scope) => void>> = {
  maxtoken: (transformer, scope) => setLimit(transformer, scope, 'Requests for more are cut to it.'),
  maxcompletiontokens: ({ path, model }, scope) => {
    const { id, models, address, report, result } = scope;
    if (address.spoken !== 'openai-chat') return report.leftOut(path, 'Not needed: only Chat Completions has this field.');
    if (model !== null && models.length > 1) {
      return report.leftOut(path, 'Quirks hold for a whole provider. Of OpenAI’s models Switchyard knows this by their names.');
    }
    result.quirks.maxTokensField = 'max_completion_tokens';
    report.changed(path, `providers.${id}.quirks.maxTokensField`, 'The limit goes as max_completion_tokens.');
  },
  extrathinktag: ({ path, model }, scope) => {
    const { id, models, report, result } = scope;
    if (model !== null && models.length > 1) return report.leftOut(path, 'Quirks hold for a whole provider, not for one model.');
    result.quirks.thinkTags = true;
    report.changed(path, `providers.${id}.quirks.thinkTags`, 'Reasoning in <think> tags is taken out of the text.');
  },
  sampling: convertSampling,
  customparams: (transformer, scope) =>
    convertBody(transformer, scope, 'They replace what a request says, where Claude Code Router let the request win.'),
};

function setLimit({ path, model, options }: Transformer, { id, models, report, result }: Scope, note: string): void {
  const limit = options.max_tokens;
  if (!isLimit(limit)) return report.leftOut(path, 'Its max_tokens is no whole number above 0.');
  if (models.length === 0) return report.leftOut(path, 'The provider lists no model that it could hold for.');
  result.maxOutputTokens.set(model, limit);
  report.changed(path, `providers.${id}.models: maxOutputTokens`, note);
}

const SAMPLING = ['temperature', 'top_p', 'top_k', 'repetition_penalty'];

function convertSampling(transformer: Transformer, scope: Scope): void {
  const { options, path } = transformer;
  const { max_tokens: limit, ...others } = options;
  const isSampling = ([key, value]: [string, unknown]) => SAMPLING.includes(key) && typeof value === 'number';
  const fields = Object.fromEntries(Object.entries(others).filter(isSampling));
  if (Object.keys(fields).length === 0) return setLimit(transformer, scope, 'Requests for more are cut to it.');
  const unused = Object.keys(others).filter((key) => !Object.hasOwn(fields, key));
  const note = unused.length > 0 ? ` Left out, as it is no number for sampling: ${unused.join(', ')}.` : '';
  const problem = addToBody(transformer, fields, scope);
  const limited = isLimit(limit) && scope.models.length > 0;
  if (limited) scope.result.maxOutputTokens.set(transformer.model, limit);
  const { id, report } = scope;
  const limitNote = limited
    ? ` Its max_tokens is maxOutputTokens of the models.`
    : limit === undefined
      ? ''
      : ' Its max_tokens is left out.';
  if (problem === null)
    report.changed(path, `providers.${id}.quirks.extraBody`, `They go with every request.${limitNote}${note}`);
  else if (limited) report.changed(path, `providers.${id}.models: maxOutputTokens`, `Only its max_tokens. ${problem}`);
  else report.leftOut(path, problem);
}

function isLimit(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function convertVendor(transformer: Transformer, scope: Scope): void {
  const { name, path, options, model } = transformer;
  const { id, address, report, result } = scope;
  if (name === 'anthropic' && options.UseBearer === true && model === null) {
    result.auth = 'bearer';
    return report.changed(path, `providers.${id}.auth`, 'The key goes as a bearer token.');
  }
  if (name === 'openrouter' && Object.keys(options).length > 0) {
    return convertBody(transformer, scope, 'Its options go with every request.');
  }
  const unused = Object.keys(options).length > 0 ? ' Its options are left out.' : '';
  if (address.preset === name) return report.changed(path, `providers.${id}.preset`, `The preset ${name} does this.${unused}`);
  if (name === 'anthropic' || name === 'openai' || name === 'gemini') {
    return report.changed(path, `providers.${id}`, `The provider is spoken to as ${address.spoken}.${unused}`);
  }
  if (name === 'deepseek' && address.preset === 'custom' && address.spoken === 'openai-chat' && model === null) {
    result.quirks.reasoningReplay = 'reasoning_content';
    const note = `Reasoning goes back as reasoning_content. Its limit of 8,192 tokens is left out.${unused}`;
    return report.changed(path, `providers.${id}.quirks.reasoningReplay`, note);
  }
  const does =
    address.preset === 'custom'
      ? 'Switchyard leaves out by itself what such a server refuses'
      : `the preset ${address.preset} does what is due`;
  report.leftOut(path, `Not needed: ${does}.${unused}`);
}

/** The names under which people keep secrets; the config must hold none. */
const SECRET_NAME = /api[-_]?key|secret|password|authorization|(access|auth|bearer)[-_]?token/i;

function convertBody(transformer: Transformer, scope: Scope, note: string): void {
  const problem = addToBody(transformer, transformer.options, scope);
  if (problem === null) scope.report.changed(transformer.path, `providers.${scope.id}.quirks.extraBody`, note);
  else scope.report.leftOut(transformer.path, problem);
}

/** Lays fields over every request of the provider; a sentence where that cannot be. */
function addToBody({ model }: Transformer, fields: SourceObject, { address, models, lookUp, result }: Scope): string | null {
  if (Object.keys(fields).length === 0) return 'It has no options.';
  if (address.spoken === 'gemini' || address.spoken === 'ollama')
    return `Its fields are none of ${address.spoken}, which is spoken here.`;
  if (model !== null && models.length > 1) return 'Fields of the body hold for a whole provider, not for one model.';
  if (holdsSecret(fields)) return 'One of its fields looks like a secret, and no secret stands in the config.';
  result.quirks.extraBody = { ...result.quirks.extraBody, ...(carryTexts(fields, lookUp) as SourceObject) };
  return null;
}

function holdsSecret(fields: SourceObject): boolean {
  return Object.entries(fields).some(([key, value]) => {
    if (SECRET_NAME.test(key)) return true;
    const inner = Array.isArray(value) ? (value as unknown[]) : [value];
    return inner.some((item) => isSourceObject(item) && holdsSecret(item));
  });
}

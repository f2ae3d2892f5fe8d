import { convertBody, convertSampling } from './convert-fields';
import type { Transformer } from './read-transformers';
import { type ConvertedTransformers, setLimit, type TransformerScope } from './transformer-scope';

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

/** Lays each transformer down as quirks, limits and overrides beside those of `before`, or reports why it is left out. One line each. */
export function convertTransformers(
  transformers: readonly Transformer[],
  scope: Omit<TransformerScope, 'result'>,
  before: ConvertedTransformers,
): ConvertedTransformers {
  for (const transformer of transformers) convertOne(transformer, { ...scope, result: before });
  return before;
}

function convertOne(transformer: Transformer, scope: TransformerScope): void {
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

const CONVERSIONS: Readonly<Record<string, (transformer: Transformer, scope: TransformerScope) => void>> = {
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
  /** Not a transformer: the field of that name, of version 3. Names of transformers are in small letters. */
  extraBody: (transformer, scope) => convertBody(transformer, scope, 'They go with every request.'),
  customparams: (transformer, scope) =>
    convertBody(transformer, scope, 'They replace what a request says, where Claude Code Router let the request win.'),
};

function convertVendor(transformer: Transformer, scope: TransformerScope): void {
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

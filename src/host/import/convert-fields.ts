import type { Transformer } from './read-transformers';
import { isSourceObject, type SourceObject } from './source-object';
import { carryTexts } from './source-text';
import { addOverride, isLimit, isTemperature, reportOverride } from './target-overrides';
import { setLimit, type TransformerScope } from './transformer-scope';

const SAMPLING = ['temperature', 'top_p', 'top_k', 'repetition_penalty'];

/** The transformer sampling: fields of every request of the provider, or of the targets of one model. */
export function convertSampling(transformer: Transformer, scope: TransformerScope): void {
  const { options, path, model } = transformer;
  const { max_tokens: limit, ...others } = options;
  const isSampling = ([key, value]: [string, unknown]) => SAMPLING.includes(key) && typeof value === 'number';
  const fields = Object.fromEntries(Object.entries(others).filter(isSampling));
  if (Object.keys(fields).length === 0) return setLimit(transformer, scope, 'Requests for more are cut to it.');
  const { id, report } = scope;
  const limited = isLimit(limit) && scope.models.length > 0;
  if (limited) scope.result.maxOutputTokens.set(model, limit);
  const unused = Object.keys(others).filter((key) => !Object.hasOwn(fields, key));
  const notes = [
    limited ? ' Its max_tokens is maxOutputTokens of the models.' : limit === undefined ? '' : ' Its max_tokens is left out.',
    unused.length > 0 ? ` Left out, as it is no number for sampling: ${unused.join(', ')}.` : '',
  ].join('');

  if (!takesFields(scope) && isTemperature(fields.temperature)) {
    addOverride(scope.result.overrides, model, { temperature: fields.temperature });
    const left = Object.keys(fields).filter((key) => key !== 'temperature');
    const more = left.length > 0 ? ` Left out, as ${scope.address.spoken} has other names: ${left.join(', ')}.` : '';
    return reportOverride(path, { id, model, report, isTarget: scope.isTarget }, 'temperature', `${more}${notes}`);
  }
  const problem = layFields(transformer, fields, scope, `They go with every request.${notes}`, notes);
  if (problem === null) return;
  if (limited) report.changed(path, `providers.${id}.models: maxOutputTokens`, `Only its max_tokens. ${problem}`);
  else report.leftOut(path, problem);
}

/** Fields of one's own, from customparams and the like; `note` says what they do. */
export function convertBody(transformer: Transformer, scope: TransformerScope, note: string): void {
  const problem = layFields(transformer, transformer.options, scope, note, '');
  if (problem !== null) scope.report.leftOut(transformer.path, problem);
}

/** The names under which people keep secrets; the config must hold none. */
const SECRET_NAME = /api[-_]?key|secret|password|authorization|(access|auth|bearer)[-_]?token/i;

/** Lays fields over every request of the provider, or of one model's targets, and reports that; a sentence where that cannot be. */
function layFields(
  { model, path }: Transformer,
  fields: SourceObject,
  scope: TransformerScope,
  note: string,
  more: string,
): string | null {
  const { id, address, models, lookUp, report, result, isTarget } = scope;
  if (Object.keys(fields).length === 0) return 'It has no options.';
  if (!takesFields(scope)) return `Its fields are none of ${address.spoken}, which is spoken here.`;
  if (holdsSecret(fields)) return 'One of its fields looks like a secret, and no secret stands in the config.';
  const carried = carryTexts(fields, lookUp) as SourceObject;
  if (model !== null && models.length > 1) {
    addOverride(result.overrides, model, { body: carried });
    reportOverride(path, { id, model, report, isTarget }, 'body', more);
  } else {
    result.quirks.extraBody = { ...result.quirks.extraBody, ...carried };
    report.changed(path, `providers.${id}.quirks.extraBody`, note);
  }
  return null;
}

/** Claude Code Router's fields are those of OpenAI and Anthropic. */
function takesFields({ address }: TransformerScope): boolean {
  return address.spoken !== 'gemini' && address.spoken !== 'ollama';
}

function holdsSecret(fields: SourceObject): boolean {
  return Object.entries(fields).some(([key, value]) => {
    if (SECRET_NAME.test(key)) return true;
    const inner = Array.isArray(value) ? (value as unknown[]) : [value];
    return inner.some((item) => isSourceObject(item) && holdsSecret(item));
  });
}

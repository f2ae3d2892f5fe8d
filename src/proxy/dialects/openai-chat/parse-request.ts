import { UntranslatableError } from '../../errors/untranslatable-error';
import { Effort } from '../../../shared/model/quirks';
import type { CanonicalRequest, OutputFormat, Reasoning } from '../../canonical/request';
import { invalidRequest } from './invalid-request';
import { parseMessages } from './parse-messages';
import { parseTools } from './parse-tools';
import { toObject, toText, type WireObject } from './wire';

/**
 * Reads the parts of a chat completion request that routing and translation need. Narrow checks by hand instead of a
 * schema: what we do not know must pass, and a field that only the upstream cares about is the upstream's to refuse.
 */
export function parseRequest(value: unknown): CanonicalRequest {
  const body = toObject(value);
  if (body === null) throw invalidRequest('The request body must be a JSON object.');
  if (body.model !== undefined && typeof body.model !== 'string') throw invalidRequest('model: must be a string.');
  if (typeof body.n === 'number' && body.n > 1)
    throw new UntranslatableError('n: Switchyard gives one answer to a request. Leave n out.');
  if (body.audio || (Array.isArray(body.modalities) && body.modalities.includes('audio'))) {
    throw new UntranslatableError('modalities: Switchyard answers in text only. Leave audio out.');
  }
  return {
    model: body.model || null,
    ...parseMessages(body.messages),
    ...parseTools(body),
    maxTokens: readNumber(body.max_completion_tokens) ?? readNumber(body.max_tokens),
    stream: body.stream === true,
    ...(toObject(body.stream_options)?.include_usage === true && { usageInStream: true }),
    temperature: readNumber(body.temperature),
    topP: readNumber(body.top_p),
    topK: readNumber(body.top_k),
    stopSequences: readStop(body.stop),
    output: readOutput(body.response_format),
    reasoning: readReasoning(body.reasoning_effort),
    sessionId: toText(body.prompt_cache_key) || toText(body.user) || null,
  };
}

function readStop(stop: unknown): string[] {
  const list: unknown[] = Array.isArray(stop) ? stop : [stop];
  return list.filter((text) => typeof text === 'string' && text !== '') as string[];
}

function readOutput(format: unknown): OutputFormat | null {
  const { type, json_schema: described } = toObject(format) ?? {};
  if (type === 'json_object') return { kind: 'json-object' };
  if (type !== 'json_schema') return null;
  const { name, schema } = toObject(described) ?? ({} as WireObject);
  return { kind: 'json-schema', name: toText(name) || 'answer', schema: toObject(schema) ?? { type: 'object' } };
}

/** Saying nothing leaves it to the model. */
function readReasoning(effort: unknown): Reasoning | null {
  if (effort === undefined || effort === null) return null;
  if (effort === 'none') return { mode: 'off', effort: null, budgetTokens: null };
  const known = Effort.safeParse(effort);
  if (!known.success) throw invalidRequest(`reasoning_effort: must be one of none, ${Effort.options.join(', ')}.`);
  return { mode: 'on', effort: known.data, budgetTokens: null };
}

function readNumber(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

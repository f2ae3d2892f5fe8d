import type { UpstreamEvent } from '../../canonical/response';
import { findErrorType } from '../openai-error';
import { readErrorMessage } from '../read-error-message';
import { toObject, toObjects, toText, type WireObject } from './wire';

/**
 * The failure that a body or a chunk reports although the status was 200 (pitfall 56): `{error}` beside the choices or in one,
 * `{object: 'error', message}`, or a bare `{code, message}` without choices. Null where there is none.
 */
export function readFailure(body: WireObject): UpstreamEvent | null {
  const inChoice = toObject(toObjects(body.choices)[0]?.error);
  if (body.error) return toFailure(body);
  if (inChoice !== null) return toFailure({ error: inChoice });
  // Groq's word for why it stopped a stream early.
  const early = toText(toObject(body.x_groq)?.error);
  if (early !== '') return toFailure({ error: early });
  const isBare = !Array.isArray(body.choices) && toText(body.message) !== '' && body.code !== undefined;
  return body.object === 'error' || isBare ? toFailure(body) : null;
}

/** A body that stands for an error, whatever its shape. */
export function toFailure(body: WireObject): UpstreamEvent {
  const error = toObject(body.error) ?? body;
  const errorType = findErrorType(error.code, error.status_code, error.status, error.type);
  return {
    type: 'failure',
    message: readErrorMessage(JSON.stringify(body)) ?? 'no reason given',
    ...(errorType !== undefined && { errorType }),
  };
}

import type { SeenRequest } from './fake-rules';

// Whatever the code under test sends as a part; the fields have been checked before.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Part = any;

/** Google's own stand-in for a signature; see docs of thought signatures. */
export const NO_SIGNATURE = 'skip_thought_signature_validator';

/** The model that a call's path names. */
export function modelOf({ path }: SeenRequest): string {
  return decodeURIComponent(/\/models\/([^/:?]+)/.exec(path)?.[1] ?? '');
}

/** Gemini 3 and later: stricter than those before. */
export function isThirdGeneration(model: string): boolean {
  return /^gemini-([3-9]|\d\d)/.test(model);
}

/** A part with a signature that this fake takes back with this model and on this very part only. */
export function sign<T extends object>(part: T, model: string): T & { thoughtSignature: string } {
  return { ...part, thoughtSignature: makeSignature(part, model) };
}

/** False for a signature that another model or part had. */
export function hasGoodSignature(part: Part, model: string): boolean {
  return part.thoughtSignature === NO_SIGNATURE || part.thoughtSignature === makeSignature(part, model);
}

function makeSignature({ text, functionCall, toolCall, toolResponse }: Part, model: string): string {
  const signed = functionCall ? [functionCall.name, functionCall.args] : (toolCall ?? toolResponse ?? typeof text);
  return Buffer.from(JSON.stringify([model, signed])).toString('base64');
}

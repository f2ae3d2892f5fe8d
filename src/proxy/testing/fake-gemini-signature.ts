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

/**
 * False for a signature that another model or part had. A call may have grown: Claude Code writes defaults into the calls of its
 * own tools before it sends them back (`replace_all` into Edit's).
 */
export function hasGoodSignature(part: Part, model: string): boolean {
  const { thoughtSignature: signature, functionCall } = part;
  if (signature === NO_SIGNATURE || signature === makeSignature(part, model)) return true;
  return functionCall !== undefined && isSignatureWithin(signature, functionCall, model);
}

function isSignatureWithin(signature: string, { name, args }: Part, model: string): boolean {
  try {
    const [signedModel, [signedName, signedArgs]] = JSON.parse(Buffer.from(signature, 'base64').toString('utf8'));
    const isKept = Object.entries(signedArgs).every(([field, value]) => JSON.stringify(args[field]) === JSON.stringify(value));
    return signedModel === model && signedName === name && isKept;
  } catch {
    return false;
  }
}

function makeSignature({ text, functionCall, toolCall, toolResponse }: Part, model: string): string {
  const signed = functionCall ? [functionCall.name, functionCall.args] : (toolCall ?? toolResponse ?? typeof text);
  return Buffer.from(JSON.stringify([model, signed])).toString('base64');
}

import type { ErrorType } from '../../errors/proxy-error';
import { toErrorWords } from './error-codes';

/** An error body as OpenAI words it. */
export function buildError(type: ErrorType, message: string): unknown {
  const words = toErrorWords(type);
  return { error: { message, type: words.type, param: null, code: words.code } };
}

import type { AppErrorCode, AppErrorData } from './error-data';

// Without zod, so that a thread which checks no input need not load it.
export type { AppErrorCode, AppErrorData } from './error-data';

/** The one error class of our own code outside the proxy's HTTP answers. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly hint: string | undefined;

  constructor(code: AppErrorCode, message: string, hint?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
    this.hint = hint;
  }
}

/** Turns anything thrown into data that can cross IPC or a thread. Unknown errors keep their message only. */
export function toAppErrorData(error: unknown): AppErrorData {
  if (error instanceof AppError) {
    return { code: error.code, message: error.message, ...(error.hint !== undefined && { hint: error.hint }) };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** The reverse of {@link toAppErrorData}, for the receiving side of a boundary. */
export function fromAppErrorData(data: AppErrorData): AppError {
  return new AppError(data.code, data.message, data.hint);
}

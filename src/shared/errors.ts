import { z } from 'zod';

/** Every failure that crosses a boundary (thread, IPC, HTTP) carries one of these codes. */
export const AppErrorCode = z.enum([
  'port-taken',
  'port-refused',
  'address-refused',
  'config-invalid',
  'config-unreadable',
  'config-unwritable',
  'folder-in-use',
  'keychain-unavailable',
  'keychain-timeout',
  'provider-unknown',
  'provider-in-use',
  'route-unset',
  'ledger-failed',
  'proxy-crashed',
  'input-invalid',
  'not-allowed',
  'internal',
]);
export type AppErrorCode = z.infer<typeof AppErrorCode>;

/** A failure as data. `message` says what happened and to what; `hint` says what to do. */
export const AppErrorData = z.object({
  code: AppErrorCode,
  message: z.string(),
  hint: z.string().optional(),
});
export type AppErrorData = z.infer<typeof AppErrorData>;

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

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
  'pins-unwritable',
  'keychain-unavailable',
  'keychain-timeout',
  'provider-unknown',
  'provider-in-use',
  'budget-unknown',
  'route-unset',
  'ledger-failed',
  'export-failed',
  'prices-failed',
  'recalculation-failed',
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

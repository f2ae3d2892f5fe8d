import type { AppErrorData } from '../../shared/errors';

/** A value that comes from the main process. */
export type Loadable<T> = { phase: 'loading' } | { phase: 'ready'; value: T } | { phase: 'failed'; error: AppErrorData };

export const LOADING = { phase: 'loading' } as const;

/** The value once it is there, else null. */
export function valueOf<T>(loadable: Loadable<T>): T | null {
  return loadable.phase === 'ready' ? loadable.value : null;
}

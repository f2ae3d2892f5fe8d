import { useClock } from './use-clock';

const SECOND_MS = 1_000;

/** Those whose time has not passed, and the time, epoch ms: what the main process told may have ended since. `until` null never ends. */
export function useUnexpired<T extends { until: number | null }>(items: readonly T[]): { items: T[]; now: number } {
  const now = useClock(items.some(({ until }) => until !== null) ? SECOND_MS : null);
  return { items: items.filter(({ until }) => until === null || until > now), now };
}

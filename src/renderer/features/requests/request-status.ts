import { isFailedAttempt, type Attempt, type Exchange } from '../../../shared/model/exchange';
import type { Mark } from '../../ui/status-mark';

/** A row's state as mark and word: the HTTP status where there is one. */
export function statusOf(exchange: Exchange): { mark: Mark; word: string; failed: boolean } {
  const code = exchange.status === null ? null : String(exchange.status);
  switch (exchange.outcome) {
    case 'in-flight':
      return { mark: 'in-flight', word: code ?? 'waiting', failed: false };
    case 'ok':
      return { mark: 'ok', word: code ?? 'ok', failed: false };
    case 'failed':
      return { mark: 'failed', word: code ?? 'failed', failed: true };
    case 'aborted':
      return { mark: 'aborted', word: 'aborted', failed: false };
  }
}

/** How an attempt ended, in a word: the upstream's status where one came. */
export function describeAttempt({ outcome, status }: Attempt): string {
  return status === null || outcome === 'aborted' ? outcome.replace('-', ' ') : String(status);
}

/** Answered, but only after an attempt had failed. */
export function isRecovered(exchange: Exchange): boolean {
  return exchange.outcome === 'ok' && exchange.attempts.some(isFailedAttempt);
}

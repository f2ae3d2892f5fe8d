import { isFailedAttempt, type Exchange } from '../../../shared/model/exchange';
import { sumInput } from '../../../shared/model/sum-input';
import { median } from '../../format/format-duration';
import type { Money } from '../../state/spend-store';

export interface TodayFigures {
  /** Rows that answered with a token, and the median time to it in milliseconds. */
  firstToken: { ms: number; requests: number } | null;
  /** Share of input tokens that was read from a cache, 0 to 1, and all input tokens. */
  cacheRead: { share: number; input: number } | null;
  /** Today's rows that failed, or that needed more than one attempt, newest first. */
  failures: Exchange[];
}

/** What the rows at hand tell of today. All figures are of the rows in the window. */
export function computeTodayFigures(rows: readonly Exchange[], dayStart: number, money: Money): TodayFigures {
  const today = rows.filter((row) => row.startedAt >= dayStart);
  const counted = today.filter((row) => row.cost.playMoney === (money === 'play'));
  const firstTokens = counted.map((row) => row.firstTokenMs).filter((ms) => ms !== null);
  const middle = median(firstTokens);
  return {
    firstToken: middle === null ? null : { ms: middle, requests: firstTokens.length },
    cacheRead: computeCacheRead(counted),
    failures: today.filter(hasFailure),
  };
}

function computeCacheRead(rows: readonly Exchange[]): TodayFigures['cacheRead'] {
  let read = 0;
  let input = 0;
  for (const { usage } of rows) {
    if (usage.cacheRead === null) continue;
    read += usage.cacheRead;
    input += sumInput(usage) ?? 0;
  }
  return input === 0 ? null : { share: read / input, input };
}

function hasFailure(row: Exchange): boolean {
  if (row.outcome === 'in-flight') return false;
  return row.outcome === 'failed' || row.attempts.some(isFailedAttempt);
}

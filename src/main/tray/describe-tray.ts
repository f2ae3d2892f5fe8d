import { formatSum, withDollar } from '../../shared/model/format-money';
import type { TodaySpend } from '../../shared/model/spend';
import { describeStatus } from './describe-status';
import type { TrayView } from './tray-view';

/** The tooltip: the state, and below it what passes and what it has cost, as far as there is anything to tell. */
export function describeTray({ status, pauseTarget, spend, inFlight }: TrayView): string {
  const figures = [describeSpend(spend), inFlight > 0 ? `${inFlight} in flight` : null].filter((part) => part !== null);
  return [`Switchyard: ${describeStatus(status, pauseTarget)}`, figures.join(', ')].filter((line) => line !== '').join('\n');
}

/** What today has cost, e.g. "$4.82 today"; null when nothing has passed or the ledger has not been read. */
export function describeSpend(spend: TodaySpend | null): string | null {
  if (spend === null) return null;
  const { real, play } = spend;
  if (real.requests > 0)
    return `${withDollar(formatSum(real.total))} today${real.unpriced > 0 ? `, ${real.unpriced} without a price` : ''}`;
  return play.requests > 0 ? `${withDollar(formatSum(play.total))} of play money today` : null;
}

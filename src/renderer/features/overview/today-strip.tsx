import { formatSum, withDollar } from '../../../shared/model/format-money';
import { formatSecondsFine } from '../../format/format-duration';
import { countOf, formatCount, formatTokens } from '../../format/format-tokens';
import type { ShownSpend } from '../../state/spend-store';
import { Figure, FigureStrip } from '../../ui/figure-strip';
import { Unknown } from '../../ui/unknown';
import type { TodayFigures } from './today-figures';

/** Today's figures side by side. */
export function TodayStrip({ shown, figures }: { shown: ShownSpend; figures: TodayFigures }) {
  const { day, money } = shown;
  const { firstToken, cacheRead } = figures;
  return (
    <FigureStrip>
      <Figure
        label={money === 'play' ? 'Spend today, play money' : 'Spend today'}
        value={withDollar(formatSum(day.total))}
        note={describeSpend(shown)}
      />
      <Figure label="Requests" value={formatCount(day.requests)} note="finished today" />
      <Figure label="Failed" value={formatCount(day.failed)} note={describeFailed(day.failed, day.requests)} />
      <Figure
        label="First token"
        value={firstToken === null ? <Unknown why="No token has come today" /> : formatSecondsFine(firstToken.ms)}
        {...(firstToken !== null && { unit: 's', note: `median of ${countOf(firstToken.requests, 'request')}` })}
      />
      <Figure
        label="Cache read"
        value={
          cacheRead === null ? <Unknown why="No provider has reported its cache use today" /> : Math.round(cacheRead.share * 100)
        }
        {...(cacheRead !== null && { unit: '%', note: `of ${formatTokens(cacheRead.input)} input tokens` })}
      />
    </FigureStrip>
  );
}

function describeSpend({ day, money }: ShownSpend): string {
  if (day.requests === 0) return '';
  if (day.unpriced > 0) return `${formatCount(day.unpriced)} unpriced, left out`;
  return money === 'play' ? 'from the simulator, costs nothing' : 'all requests priced';
}

function describeFailed(failed: number, requests: number): string {
  return requests === 0 ? '' : `${((failed / requests) * 100).toFixed(1)} % of requests`;
}

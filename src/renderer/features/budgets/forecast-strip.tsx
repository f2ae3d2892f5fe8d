import { useEffect, useState } from 'react';
import { toAppErrorData } from '../../../shared/errors';
import type { BudgetState } from '../../../shared/model/budget';
import { showDollars } from '../../../shared/model/describe-budget';
import type { Forecast } from '../../../shared/model/figures';
import { call } from '../../api/api';
import { formatDayMonth } from '../../format/format-time';
import { LOADING, type Loadable } from '../../state/loadable';
import { Figure, FigureStrip } from '../../ui/figure-strip';
import { Unknown } from '../../ui/unknown';
import { describeRange, describeWait, findStanding, type Standing } from './forecast-words';
import styles from './forecast-strip.module.css';

/** What the month has cost so far, and what it is likely to come to. */
export function ForecastStrip({ states }: { states: readonly BudgetState[] }) {
  const forecast = useForecast(states.map(({ spent }) => spent).join(' '));
  if (forecast.phase === 'loading') return null;
  if (forecast.phase === 'failed') {
    return (
      <FigureStrip>
        <Figure label="Forecast of the month" value={<Unknown why={forecast.error.message} />} note={forecast.error.message} />
      </FigureStrip>
    );
  }
  const { monthStart, monthEnd, spent, expected, days } = forecast.value;
  const range = describeRange(forecast.value);
  const label = `Forecast, ${formatDayMonth(monthEnd - 1)}`;
  return (
    <FigureStrip>
      <Figure label={`Spent since ${formatDayMonth(monthStart)}`} value={showDollars(spent)} note="all requests, real money" />
      {expected === null || range === null ? (
        <Figure label={label} value={<Unknown why={`Forecast ${describeWait(days)}`} />} note={describeWait(days)} />
      ) : (
        <Figure
          label={label}
          value={showDollars(expected)}
          unit={range}
          note={<ForecastNote standing={findStanding(expected, states)} days={days} />}
        />
      )}
    </FigureStrip>
  );
}

function ForecastNote({ standing, days }: { standing: Standing | null; days: number }) {
  if (standing === null) return `by the last ${days} whole days`;
  return (
    <>
      <span className={standing.isOver ? styles.over : styles.under}>{standing.by}</span>
      <span>{standing.budget}</span>
    </>
  );
}

/** It is asked for anew whenever what the budgets have come to is another. */
function useForecast(spent: string): Loadable<Forecast> {
  const [forecast, setForecast] = useState<Loadable<Forecast>>(LOADING);
  useEffect(() => {
    let left = false;
    const set = (loaded: Loadable<Forecast>) => {
      if (!left) setForecast(loaded);
    };
    call('figures.forecast').then(
      (value) => set({ phase: 'ready', value }),
      (error: unknown) => set({ phase: 'failed', error: toAppErrorData(error) }),
    );
    return () => {
      left = true;
    };
  }, [spent]);
  return forecast;
}

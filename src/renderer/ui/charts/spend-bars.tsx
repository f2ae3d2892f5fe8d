import { memo, useMemo } from 'react';
import { Bar, BarChart, CartesianGrid, Tooltip, XAxis, YAxis, type TooltipContentProps } from 'recharts';
import { formatSum, withDollar } from '../../../shared/model/format-money';
import { formatHourMinute } from '../../format/format-time';
import { RouteGlyph } from '../route-glyph';
import { routeColor, routeName, type RouteKey } from '../route-order';
import { niceTicks } from './nice-ticks';
import styles from './spend-bars.module.css';

/** One hour: its start in epoch milliseconds, and the nano-dollars that each route cost in it. */
export interface SpendHour {
  hourStart: number;
  byRoute: Partial<Record<RouteKey, number>>;
}

interface SpendBarsProps {
  /** One entry an hour, the whole day. */
  hours: readonly SpendHour[];
  /** The stack from the bottom. Only routes that cost something. */
  routes: readonly RouteKey[];
  /** The same as a sentence. */
  label: string;
}

const AXIS_TEXT = { fontSize: 10.5, fill: 'var(--text-subtlest)' };
const MARGIN = { top: 8, right: 0, bottom: 0, left: 0 };

/** Bars by hour, stacked by route. The table beside it is its legend. */
export const SpendBars = memo(function SpendBars({ hours, routes, label }: SpendBarsProps) {
  const ticks = useMemo(() => niceTicks(Math.max(0, ...hours.map(sumHour))), [hours]);
  const hourTicks = useMemo(() => hours.filter((_, index) => index % 3 === 0).map((hour) => hour.hourStart), [hours]);
  const digits = digitsOf(ticks[1] ?? 0);
  return (
    <BarChart
      responsive
      data={hours as SpendHour[]}
      className={styles.chart ?? ''}
      margin={MARGIN}
      barCategoryGap="18%"
      aria-label={label}
    >
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      <XAxis
        dataKey="hourStart"
        ticks={hourTicks}
        interval={0}
        tickFormatter={formatHour}
        tick={AXIS_TEXT}
        tickLine={false}
        axisLine={{ stroke: 'var(--line-strong)' }}
        height={22}
      />
      <YAxis
        ticks={[...ticks]}
        domain={[0, ticks.at(-1) ?? 1]}
        tickFormatter={(nano: number) => formatTick(nano, digits)}
        tick={AXIS_TEXT}
        tickLine={false}
        axisLine={false}
        width={digits > 2 ? 50 : 38}
      />
      <Tooltip content={HourTooltip} isAnimationActive={false} cursor={{ fill: 'var(--surface-hover)' }} />
      {routes.map((route) => (
        <Bar
          key={route}
          dataKey={(hour: SpendHour) => hour.byRoute[route] ?? 0}
          name={route}
          stackId="spend"
          fill={routeColor(route)}
          stroke="var(--bg)"
          strokeWidth={0.7}
          maxBarSize={18}
          isAnimationActive={false}
        />
      ))}
    </BarChart>
  );
});

function sumHour(hour: SpendHour): number {
  return Object.values(hour.byRoute).reduce((sum, cost) => sum + cost, 0);
}

function formatHour(hourStart: number): string {
  return formatHourMinute(hourStart).slice(0, 2);
}

function digitsOf(step: number): number {
  return step > 0 && step < 10_000_000 ? Math.min(9, Math.ceil(-Math.log10(step / 1_000_000_000))) : 2;
}

function formatTick(nano: number, digits: number): string {
  return nano === 0 ? '0' : (nano / 1_000_000_000).toFixed(digits);
}

function HourTooltip({ active, payload, label }: TooltipContentProps) {
  const hour = payload[0]?.payload as SpendHour | undefined;
  if (!active || !hour) return null;
  const routes = (Object.entries(hour.byRoute) as [RouteKey, number][])
    .filter(([, cost]) => cost > 0)
    .sort(([, a], [, b]) => b - a);
  if (routes.length === 0) return null;
  return (
    <div className={styles.tooltip}>
      <div className={styles.when}>
        <span>{formatHourMinute(Number(label))}</span>
        <span className="num">{withDollar(formatSum(sumHour(hour)))}</span>
      </div>
      {routes.map(([route, cost]) => (
        <div key={route} className={styles.line}>
          <RouteGlyph route={route} />
          <span>{routeName(route)}</span>
          <span className="num">{withDollar(formatSum(cost))}</span>
        </div>
      ))}
    </div>
  );
}

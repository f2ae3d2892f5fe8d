import clsx from 'clsx';
import { isFailedAttempt, type Attempt, type Exchange } from '../../../shared/model/exchange';
import { formatDuration } from '../../format/format-duration';
import { MiddleCut } from '../../ui/middle-cut';
import { RouteGlyph } from '../../ui/route-glyph';
import { routeColor, routeName, toRouteKey } from '../../ui/route-order';
import { describeAttempt } from './request-status';
import styles from './request-path.module.css';

const ROW = 34;
const LINE_Y = 12;
const POINTS_X = 124;
const END_X = 216;

/** The way of a request as a line: the client, the route, and the target on which it ended. A failed target ends in a buffer stop. */
export function RequestPath({ exchange }: { exchange: Exchange }) {
  const { attempts } = exchange;
  const route = toRouteKey(exchange.route);
  const color = routeColor(route);
  const first = attempts[0];
  if (!first) return null;
  return (
    <div className={styles.path} style={{ height: Math.max(attempts.length * ROW, ROW + 4) }}>
      <svg
        className={styles.lines}
        width={END_X + 8}
        height={attempts.length * ROW}
        fill="none"
        strokeWidth="2"
        aria-hidden="true"
      >
        {/* Later targets first, so that the junction lies on top. */}
        {attempts.toReversed().map((attempt) => (
          <TargetLine key={attempt.number} attempt={attempt} index={attempts.indexOf(attempt)} color={color} />
        ))}
        <path d={`M6 ${LINE_Y}H${POINTS_X}`} stroke={color} />
        <circle cx="6" cy={LINE_Y} r="4" fill="var(--bg)" stroke={color} />
        {attempts.length > 1 && <circle cx={POINTS_X} cy={LINE_Y} r="4" fill="var(--bg)" stroke={color} />}
      </svg>
      <span className={styles.client}>{exchange.client?.split('/')[0] ?? 'client'}</span>
      <span className={styles.glyph}>
        <RouteGlyph route={route} size={12} />
      </span>
      <span className={styles.route}>{routeName(route)}</span>
      {attempts.map((attempt, index) => (
        <TargetLabel key={attempt.number} attempt={attempt} top={index * ROW} />
      ))}
    </div>
  );
}

function TargetLine({ attempt, index, color }: { attempt: Attempt; index: number; color: string }) {
  const y = LINE_Y + index * ROW;
  const bend = Math.min(index * ROW, 40);
  const line =
    index === 0 ? `M${POINTS_X} ${y}H${END_X}` : `M${POINTS_X} ${LINE_Y}V${y - bend + 8}L${POINTS_X + bend - 8} ${y}H${END_X}`;
  const failed = isFailedAttempt(attempt);
  return (
    <>
      <path
        d={line}
        stroke={failed ? 'var(--rail)' : color}
        strokeLinejoin="round"
        strokeDasharray={attempt.outcome === 'in-flight' ? '4 4' : undefined}
      />
      {failed && <path d={`M${END_X} ${y - 6}v12`} stroke="var(--error)" strokeWidth="2.4" />}
      {attempt.outcome === 'ok' && <circle cx={END_X} cy={y} r="5" fill={color} />}
      {attempt.outcome === 'aborted' && <rect x={END_X - 4} y={y - 4} width="8" height="8" rx="1" fill="var(--idle)" />}
    </>
  );
}

function TargetLabel({ attempt, top }: { attempt: Attempt; top: number }) {
  const took = attempt.endedAfterMs === null ? 'in flight' : formatDuration(attempt.endedAfterMs - attempt.startedAfterMs);
  return (
    <span className={styles.target} style={{ top }}>
      <MiddleCut text={attempt.model} />
      <span className={clsx(styles.outcome, isFailedAttempt(attempt) && styles.failed, attempt.outcome === 'ok' && styles.ok)}>
        {attempt.outcome === 'in-flight' ? took : `${describeAttempt(attempt)}, ${took}`}
      </span>
    </span>
  );
}

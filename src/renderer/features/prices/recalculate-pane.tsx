import clsx from 'clsx';
import { useEffect, useEffectEvent, useState } from 'react';
import type { Span } from '../../../shared/model/exchange-filter';
import type { Recalculation } from '../../../shared/model/prices';
import { formatSum, withDollar } from '../../../shared/model/format-money';
import { countOf, formatCount } from '../../format/format-tokens';
import { runAction } from '../../state/notices-store';
import { Button } from '../../ui/button';
import { Failure } from '../../ui/failure';
import { FieldRow, TextInput } from '../../ui/field';
import { MiddleCut } from '../../ui/middle-cut';
import { SectionHead } from '../../ui/section-head';
import { Segmented } from '../../ui/segmented';
import { StatusMark } from '../../ui/status-mark';
import table from '../../ui/table.module.css';
import { PricePane } from './price-pane';
import { usePricesStore } from './prices-store';
import { readSpan, SPAN_CHOICES, type SpanChoice, type SpanDays } from './span-choice';
import pane from './price-pane.module.css';
import styles from './recalculate-pane.module.css';

/** Computes the costs of a span again by today's prices: first what that would change, then the change. */
export function RecalculatePane({ onClose }: { onClose(): void }) {
  const { computing, preview, recalculate, stop, reset } = usePricesStore();
  const [choice, setChoice] = useState<SpanChoice>('month');
  const [days, setDays] = useState<SpanDays>({ first: '', last: '' });
  const [span, setSpan] = useState<Span | null>(() => readSpan('month', { first: '', last: '' }, Date.now()));
  const choose = (nextChoice: SpanChoice, nextDays: SpanDays) => {
    const next = readSpan(nextChoice, nextDays, Date.now());
    setChoice(nextChoice);
    setDays(nextDays);
    setSpan(next);
    if (next === null) reset();
    else void preview(next);
  };
  const begin = useEffectEvent(() => span !== null && void preview(span));
  useEffect(() => {
    begin();
    return reset;
  }, [reset]);
  const busy = computing.phase === 'applying';
  return (
    <PricePane
      title="Recalculate costs"
      under="by the prices of today, for the time at which each request ran"
      label="Recalculate costs"
      onClose={onClose}
      foot={<Foot onStop={() => void runAction(stop)} onRecalculate={() => void recalculate()} onClose={onClose} />}
    >
      <div className={styles.span}>
        <Segmented label="Span" options={SPAN_CHOICES} value={choice} onChange={(next) => !busy && choose(next, days)} />
        {choice === 'custom' && (
          <>
            <FieldRow label="First day" error={span === null ? 'No such span' : undefined}>
              {(ids) => (
                <TextInput
                  {...ids}
                  type="date"
                  value={days.first}
                  disabled={busy}
                  onChange={(event) => choose(choice, { ...days, first: event.target.value })}
                />
              )}
            </FieldRow>
            <FieldRow label="Last day" hint="Empty: without that end.">
              {(ids) => (
                <TextInput
                  {...ids}
                  type="date"
                  value={days.last}
                  disabled={busy}
                  onChange={(event) => choose(choice, { ...days, last: event.target.value })}
                />
              )}
            </FieldRow>
          </>
        )}
        <p className={styles.note}>What a provider reported stays, and so does play money.</p>
      </div>
      {(computing.phase === 'previewing' || computing.phase === 'applying') && (
        <Progress progress={computing.progress} applying={busy} />
      )}
      {computing.phase === 'failed' && (
        <Failure error={computing.error} action={span && <Button onClick={() => void preview(span)}>Preview again</Button>} />
      )}
      {computing.phase === 'ready' && <Outcome outcome={computing.preview} done={false} />}
      {computing.phase === 'applying' && <Outcome outcome={computing.preview} done={false} />}
      {computing.phase === 'done' && <Outcome outcome={computing.result} done />}
    </PricePane>
  );
}

function Foot({ onStop, onRecalculate, onClose }: { onStop(): void; onRecalculate(): void; onClose(): void }) {
  const { computing } = usePricesStore();
  if (computing.phase === 'applying') return <Button onClick={onStop}>Stop</Button>;
  if (computing.phase === 'done') return <Button onClick={onClose}>Close</Button>;
  if (computing.phase !== 'ready') return null;
  const { changed, compared } = computing.preview;
  const count = changed + compared;
  return (
    <>
      <Button variant="primary" disabled={count === 0} onClick={onRecalculate}>
        {count === 0 ? 'Nothing to recalculate' : `Recalculate ${countOf(count, 'request')}`}
      </Button>
      <Button variant="ghost" onClick={onClose}>
        Cancel
      </Button>
    </>
  );
}

function Progress({ progress, applying }: { progress: { done: number; total: number } | null; applying: boolean }) {
  return (
    <p className={styles.progress} role="status">
      <StatusMark mark="in-flight" />
      {applying ? 'Writing' : 'Computing'}
      {progress !== null && ` ${formatCount(progress.done)} of ${countOf(progress.total, 'request')}`}
    </p>
  );
}

function Outcome({ outcome, done }: { outcome: Recalculation; done: boolean }) {
  const { requests, changed, compared, before, after, unpricedBefore, unpricedAfter, targets } = outcome;
  const moved = targets.filter((target) => target.changed > 0);
  return (
    <>
      <section className={pane.section} aria-label="Outcome">
        <SectionHead title={done ? 'Recalculated' : 'What would change'} />
        <p className={pane.text}>
          {formatCount(changed)} of {countOf(requests, 'request')} {done ? 'cost' : 'would cost'} something else: {money(before)}{' '}
          → {money(after)}
          {before !== after && `, ${difference(before, after)}`}.
        </p>
        <p className={pane.text}>
          Unpriced: {formatCount(unpricedBefore)} → {formatCount(unpricedAfter)}.
          {compared > 0 &&
            ` Of ${countOf(compared, 'more', 'more')} only the comparison with the default route ${done ? 'changed' : 'changes'}.`}
        </p>
      </section>
      {moved.length > 0 && (
        <section className={pane.section} aria-label="By target">
          <table className={table.table}>
            <thead>
              <tr>
                <th>Target</th>
                <th className={clsx(table.number, styles.count)}>Changed</th>
                <th className={clsx(table.number, styles.sum)}>Before, $</th>
                <th className={clsx(table.number, styles.sum)}>After, $</th>
                <th className={clsx(table.number, styles.difference)}>Difference</th>
              </tr>
            </thead>
            <tbody>
              {moved.map((target) => (
                <tr key={target.target}>
                  <td title={target.source === null ? undefined : `by ${target.source}`}>
                    <MiddleCut text={target.target} />
                  </td>
                  <td className={table.number}>{formatCount(target.changed)}</td>
                  <td className={table.number} title={unpricedNote(target.unpricedBefore)}>
                    {formatSum(target.before)}
                  </td>
                  <td className={table.number} title={unpricedNote(target.unpricedAfter)}>
                    {formatSum(target.after)}
                  </td>
                  <td className={table.number}>{difference(target.before, target.after)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

function unpricedNote(count: number): string | undefined {
  return count === 0 ? undefined : `${countOf(count, 'answer')} unpriced and not in this sum`;
}

function money(nano: number): string {
  return withDollar(formatSum(nano));
}

function difference(before: number, after: number): string {
  if (before === after) return '0';
  return `${after > before ? '+' : '−'}${formatSum(Math.abs(after - before))}`;
}

import { useMemo } from 'react';
import { useAppState } from '../../state/app-store';
import { useExchangesStore } from '../../state/exchanges-store';
import { valueOf } from '../../state/loadable';
import { selectShownSpend, useSpendStore, type Money } from '../../state/spend-store';
import { Button } from '../../ui/button';
import { Failure } from '../../ui/failure';
import { SectionHead } from '../../ui/section-head';
import { Segmented } from '../../ui/segmented';
import { TextLink } from '../../ui/text-link';
import { NextStep } from '../connect';
import { FailureList } from './failure-list';
import { NowTable } from './now-table';
import { OverviewHead } from './overview-head';
import { SpendByHour } from './spend-by-hour';
import { SpendByRoute } from './spend-by-route';
import { computeTodayFigures } from './today-figures';
import { TodayStrip } from './today-strip';
import styles from './overview-page.module.css';

const MONEY_OPTIONS: readonly { value: Money; text: string }[] = [
  { value: 'real', text: 'Real money' },
  { value: 'play', text: 'Play money' },
];

/** Today at a glance: what is passing, what it costs, what failed. */
export function OverviewPage() {
  const state = useAppState();
  const rows = useExchangesStore((store) => store.rows);
  const { today, chosen, choose, load } = useSpendStore();
  const value = valueOf(today);
  const shown = useMemo(() => (value === null ? null : selectShownSpend(value, chosen)), [value, chosen]);
  const dayStart = shown?.day.dayStart ?? null;
  const money = shown?.money ?? 'real';
  const figures = useMemo(() => (dayStart === null ? null : computeTodayFigures(rows, dayStart, money)), [rows, dayStart, money]);
  const inFlight = useMemo(() => rows.filter((row) => row.outcome === 'in-flight').reverse(), [rows]);
  if (today.phase === 'failed') {
    return (
      <>
        <OverviewHead proxy={state.proxy} />
        <Failure error={today.error} action={<Button onClick={() => void load()}>Read the ledger again</Button>} />
      </>
    );
  }
  if (!shown || !figures) return <OverviewHead proxy={state.proxy} />;
  const empty = shown.day.requests === 0 && inFlight.length === 0;
  return (
    <>
      <OverviewHead proxy={state.proxy} />
      <div className={styles.scroller}>
        <TodayStrip shown={shown} figures={figures} />
        {empty ? (
          <NextStep state={state} title="Nothing has passed today" />
        ) : (
          <div className={styles.columns}>
            <div className={styles.column}>
              <SectionHead
                title="Now"
                note={inFlight.length > 0 && `${inFlight.length} in flight`}
                end={<TextLink to={{ page: 'requests', requestId: null }}>Open Requests</TextLink>}
              />
              <NowTable rows={inFlight} />
              <div className={styles.chart}>
                <SectionHead
                  title="Spend by hour"
                  note={shown.money === 'play' ? 'stacked by route, $ of play money' : 'stacked by route, $'}
                  end={shown.both && <Segmented label="Money" options={MONEY_OPTIONS} value={shown.money} onChange={choose} />}
                />
                <SpendByHour day={shown.day} />
              </div>
            </div>
            <div className={styles.side}>
              <SectionHead title="Spend by route" end={shown.money === 'play' ? 'today, play money' : 'today'} />
              <SpendByRoute day={shown.day} />
              <FailureList failures={figures.failures} />
            </div>
          </div>
        )}
      </div>
    </>
  );
}

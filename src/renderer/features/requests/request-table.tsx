import { useLayoutEffect, useRef, type RefObject } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { formatClock } from '../../format/format-time';
import { MINUTE_MS, TICK_MS, useClock } from '../../state/use-clock';
import type { ArrangedRows } from './arrange-rows';
import { groupByDay, type ListItem } from './group-by-day';
import { RequestRow, rowElementId } from './request-row';
import styles from './request-table.module.css';

const ROW_HEIGHT = 28;
/** Rows from the end at which the next page is asked for. */
const LOAD_AHEAD = 20;
export const BAND_ROWS = 5;

interface RequestTableProps {
  arranged: ArrangedRows;
  held: boolean;
  cursorId: string | null;
  selectedId: string | null;
  onOpen(id: string): void;
  /** The reader left the top, or came back to it. */
  onLeaveTop(): void;
  onReachTop(): void;
  onNearEnd(): void;
}

/** The live log: a band of rows in flight, and below it the finished ones, of which only the visible are drawn. */
export function RequestTable(props: RequestTableProps) {
  const { arranged, held, cursorId, selectedId, onOpen, onLeaveTop, onReachTop, onNearEnd } = props;
  const { inFlight, listed, waiting } = arranged;
  const now = useClock(inFlight.length > 0 ? TICK_MS : MINUTE_MS);
  const items = groupByDay(listed, now);
  const band = inFlight.slice(0, BAND_ROWS);
  const scroller = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  // The virtualizer's functions change with every scroll; nothing here is memoised on them.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => keyOf(items[index]),
    overscan: 12,
  });

  useKeepPlace(scroller, head, held);
  // Let go by the pill or by a key, the list goes back to its top.
  useLayoutEffect(() => {
    if (!held) scroller.current?.scrollTo({ top: 0 });
  }, [held]);
  const cursorIndex = items.findIndex((item) => item.kind === 'row' && item.exchange.id === cursorId);
  useLayoutEffect(() => {
    if (cursorIndex !== -1) virtualizer.scrollToIndex(cursorIndex, { align: 'auto' });
    // Only when the cursor itself moved: rows that come in must not scroll the list.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [cursorId]);

  const drawn = virtualizer.getVirtualItems();
  const lastDrawn = drawn.at(-1)?.index ?? 0;
  useLayoutEffect(() => {
    if (lastDrawn >= items.length - LOAD_AHEAD) onNearEnd();
  }, [lastDrawn, items.length, onNearEnd]);

  const topItem = items.slice(Math.floor((virtualizer.scrollOffset ?? 0) / ROW_HEIGHT)).find((item) => item.kind === 'row');
  const readingFrom = topItem?.exchange.startedAt ?? null;
  const noteScroll = () => {
    const top = scroller.current?.scrollTop ?? 0;
    if (!held && top > ROW_HEIGHT / 2) onLeaveTop();
    if (held && top <= 0) onReachTop();
  };
  const rowProps = (id: string) => ({ selected: id === selectedId, cursor: id === cursorId, onOpen });

  return (
    <div
      role="grid"
      aria-label="Requests"
      aria-rowcount={inFlight.length + listed.length + 1}
      aria-activedescendant={cursorId === null ? undefined : rowElementId(cursorId)}
      tabIndex={0}
      className={styles.table}
    >
      <div ref={head} className={styles.fixed}>
        <HeadRow />
        {band.length > 0 && <div className={styles.group}>In flight</div>}
        {band.map((exchange, index) => (
          <RequestRow key={exchange.id} exchange={exchange} now={now} rowIndex={index + 2} {...rowProps(exchange.id)} />
        ))}
        {inFlight.length > band.length && <div className={styles.group}>and {inFlight.length - band.length} more</div>}
        {waiting > 0 && (
          <div className={styles.waiting}>
            <button type="button" className={styles.pill} onClick={onReachTop}>
              <ArrowUp size={11} />
              {waiting} new
            </button>
            {readingFrom !== null && <span>Finished. You are reading from {formatClock(readingFrom)}.</span>}
          </div>
        )}
      </div>
      <div ref={scroller} className={styles.scroller} onScroll={noteScroll} role="rowgroup">
        <div className={styles.canvas} style={{ height: virtualizer.getTotalSize() }}>
          {drawn.map(({ key, index, start }) => {
            const item = items[index];
            if (!item) return null;
            return (
              <div key={key} role="presentation" className={styles.item} style={{ transform: `translateY(${start}px)` }}>
                {item.kind === 'day' ? (
                  <div className={styles.group}>{item.text}</div>
                ) : (
                  <RequestRow
                    exchange={item.exchange}
                    now={null}
                    rowIndex={inFlight.length + index + 2}
                    {...rowProps(item.exchange.id)}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function keyOf(item: ListItem | undefined): string {
  if (!item) return '';
  return item.kind === 'day' ? `day ${item.text}` : item.exchange.id;
}

/** Rows that are being read stay where they are when the band above them grows or shrinks. */
function useKeepPlace(scroller: RefObject<HTMLElement | null>, head: RefObject<HTMLElement | null>, held: boolean): void {
  const height = useRef<number | null>(null);
  useLayoutEffect(() => {
    const next = head.current?.offsetHeight ?? 0;
    const grown = next - (height.current ?? next);
    height.current = next;
    if (held && grown !== 0) scroller.current?.scrollBy({ top: grown });
  });
}

function HeadRow() {
  return (
    <div role="row" aria-rowindex={1} className={styles.head}>
      <span role="columnheader">Time</span>
      <span role="columnheader">Status</span>
      <span role="columnheader">Route</span>
      <span role="columnheader">Model, asked → used</span>
      <span role="columnheader" data-column="in" title="All input tokens, cached ones included">
        In
      </span>
      <span role="columnheader" title="Output tokens">
        Out
      </span>
      <span role="columnheader" data-column="cached" title="Input tokens read from the provider's cache">
        Cached
      </span>
      <span role="columnheader">Cost, $</span>
      <span role="columnheader" data-column="ttft" title="Time to first token, seconds">
        TTFT, s
      </span>
      <span role="columnheader" title="From the request to the end of the answer, seconds">
        Total, s
      </span>
    </div>
  );
}

import { useLayoutEffect, useMemo, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDown } from 'lucide-react';
import type { LogLine, LogName } from '../../../shared/model/log-page';
import { MINUTE_MS, useClock } from '../../state/use-clock';
import { groupByDay, type LogItem } from './group-by-day';
import { LogRow, logRowId } from './log-row';
import styles from './log-list.module.css';

const ROW_HEIGHT = 22;
/** Rows from the beginning at which the page before it is asked for. */
const LOAD_AHEAD = 40;

interface LogListProps {
  name: LogName;
  /** Oldest first. */
  lines: readonly LogLine[];
  following: boolean;
  /** How many came since the reader left the end. */
  waiting: number;
  selectedAt: string | null;
  onSelect(at: string): void;
  /** The reader left the end, or came back to it. */
  onFollow(following: boolean): void;
  onNearBegin(): void;
}

/** The lines of a log, the newest at the bottom, of which only the visible are drawn. */
export function LogList(props: LogListProps) {
  const { name, lines, following, waiting, selectedAt, onSelect, onFollow, onNearBegin } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const now = useClock(MINUTE_MS);
  const items = useMemo(() => groupByDay(lines, now), [lines, now]);
  // The virtualizer's functions change with every scroll; nothing here is memoised on them.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => keyOf(items[index], index),
    overscan: 12,
  });

  useKeepPlace(scroller, items, following);
  const selectedIndex = selectedAt === null ? -1 : findLine(items, selectedAt);
  useLayoutEffect(() => {
    if (selectedIndex !== -1) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
    // Only when another line was chosen: lines that come in must not scroll the list.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selectedAt]);

  const drawn = virtualizer.getVirtualItems();
  const firstDrawn = drawn[0]?.index ?? 0;
  useLayoutEffect(() => {
    if (firstDrawn < LOAD_AHEAD) onNearBegin();
  }, [firstDrawn, lines.length, onNearBegin]);

  const noteScroll = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = scroller.current ?? {};
    const isAtEnd = scrollHeight - scrollTop - clientHeight < ROW_HEIGHT;
    if (isAtEnd !== following) onFollow(isAtEnd);
  };

  return (
    <div className={styles.frame}>
      <div
        ref={scroller}
        className={styles.scroller}
        onScroll={noteScroll}
        role="listbox"
        aria-label="Lines"
        aria-activedescendant={selectedAt === null ? undefined : logRowId(selectedAt)}
        tabIndex={0}
      >
        <div className={styles.canvas} style={{ height: virtualizer.getTotalSize() }}>
          {drawn.map(({ key, index, start }) => {
            const item = items[index];
            if (!item) return null;
            return (
              <div key={key} role="presentation" className={styles.item} style={{ transform: `translateY(${start}px)` }}>
                {item.kind === 'day' ? (
                  <div className={styles.day}>{item.text}</div>
                ) : (
                  <LogRow name={name} line={item.line} selected={item.line.at === selectedAt} onSelect={onSelect} />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {waiting > 0 && (
        <button type="button" className={styles.pill} onClick={() => onFollow(true)}>
          <ArrowDown size={11} />
          {waiting} new
        </button>
      )}
    </div>
  );
}

function keyOf(item: LogItem | undefined, index: number): string | number {
  return item?.kind === 'line' ? item.line.at : index;
}

/** -1: it is not among them. */
function findLine(items: readonly LogItem[], at: string): number {
  return items.findIndex((item) => item.kind === 'line' && item.line.at === at);
}

/** Stays at the end while it follows; else the lines that are read stay where they are when others come in before or behind them. */
function useKeepPlace(scroller: { current: HTMLElement | null }, items: readonly LogItem[], following: boolean): void {
  const mark = useRef<{ at: string; index: number } | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    if (following) element.scrollTo({ top: element.scrollHeight });
    else if (mark.current !== null) {
      const index = findLine(items, mark.current.at);
      if (index !== -1 && index !== mark.current.index) element.scrollBy({ top: (index - mark.current.index) * ROW_HEIGHT });
    }
    const first = items.findIndex((item) => item.kind === 'line');
    const item = items[first];
    mark.current = item?.kind === 'line' ? { at: item.line.at, index: first } : null;
  }, [scroller, items, following]);
}

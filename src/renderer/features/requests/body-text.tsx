import { useMemo, useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { cutRows } from './describe-body';
import styles from './body-text.module.css';

const ROW_PX = 18;

/** A text of any length; only what is in view is laid out. */
export function BodyText({ label, text }: { label: string; text: string }) {
  const rows = useMemo(() => cutRows(text), [text]);
  const scroller = useRef<HTMLDivElement>(null);
  // The virtualizer's functions change with every scroll; nothing here is memoised on them.
  // eslint-disable-next-line react-hooks/incompatible-library
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
  });
  return (
    <div ref={scroller} className={styles.scroller} role="region" aria-label={label} tabIndex={0}>
      <div className={styles.sheet} style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map(({ key, index, start }) => (
          <div
            key={key}
            ref={list.measureElement}
            data-index={index}
            className={styles.row}
            style={{ transform: `translateY(${start}px)` }}
          >
            {rows[index] === '' ? ' ' : rows[index]}
          </div>
        ))}
      </div>
    </div>
  );
}

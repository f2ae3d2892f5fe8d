import { useEffect, useState } from 'react';
import styles from './skeleton-rows.module.css';

const APPEARS_AFTER_MS = 300;
const WIDTHS = [80, 62, 90, 70, 84, 60];

/** Grey rows at the height of the real ones, once loading has taken long enough to be noticed. */
export function SkeletonRows() {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), APPEARS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!visible) return null;
  return (
    <div role="status" aria-label="Loading">
      {WIDTHS.map((width, index) => (
        <div key={width} className={styles.row} style={{ opacity: 1 - index * 0.14 }}>
          <span className={styles.bar} />
          <span className={styles.bar} style={{ width: `${width}%` }} />
          <span className={styles.bar} style={{ width: `${width - 20}%` }} />
          <span className={styles.bar} />
          <span className={styles.bar} />
        </div>
      ))}
    </div>
  );
}

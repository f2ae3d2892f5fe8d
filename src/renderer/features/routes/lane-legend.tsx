import styles from './routes-page.module.css';

/** What the two kinds of line on a lane mean. */
export function Legend() {
  return (
    <>
      <span className={styles.key}>
        <svg width="22" height="8" stroke="var(--rail)" strokeWidth="2" aria-hidden="true">
          <path d="M0 4h22" />
        </svg>
        first target
      </span>
      <span className={styles.key}>
        <svg width="22" height="8" stroke="var(--rail)" strokeWidth="2" strokeDasharray="4 4" aria-hidden="true">
          <path d="M0 4h22" />
        </svg>
        fallback
      </span>
    </>
  );
}

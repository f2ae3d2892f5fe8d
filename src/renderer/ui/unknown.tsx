import styles from './unknown.module.css';

/** A figure that is not known, with the reason. Never 0. */
export function Unknown({ why }: { why: string }) {
  return (
    <span className={styles.unknown} title={why} aria-label={why} role="note">
      –
    </span>
  );
}

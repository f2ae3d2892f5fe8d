import styles from './middle-cut.module.css';

const TAIL = 10;

/** Text that gives way in the middle when there is no room: the end of a model id tells more than its middle. */
export function MiddleCut({ text }: { text: string }) {
  const cutAt = text.length > TAIL * 2 ? text.length - TAIL : text.length;
  return (
    <span className={styles.text} title={text}>
      <span className={styles.head}>{text.slice(0, cutAt)}</span>
      <span>{text.slice(cutAt)}</span>
    </span>
  );
}

import styles from './monogram.module.css';

/** Two letters of a provider's name in a box. Decoration: the name stands beside it. */
export function Monogram({ name }: { name: string }) {
  return (
    <span className={styles.box} aria-hidden="true">
      {lettersOf(name)}
    </span>
  );
}

function lettersOf(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/).filter((word) => word !== '');
  const letters = words.length > 1 ? words.map((word) => word[0]).join('') : (words[0] ?? '?');
  return letters.slice(0, 2).toUpperCase();
}

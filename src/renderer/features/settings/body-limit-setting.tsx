import { useState } from 'react';
import { formatCount } from '../../format/format-tokens';
import { TextInput } from '../../ui/field';
import styles from './logging-settings.module.css';
import { parseWhole } from './parse-whole';

const MOST_KB = 50_000;

/** How much of one body is kept. Saved when the field is left, or with Enter. `bytes` is 1,000 to 50,000,000. */
export function BodyLimitSetting({ bytes, onSave }: { bytes: number; onSave(bytes: number): void }) {
  const [text, setText] = useState(formatCount(bytes / 1_000));
  const wanted = parseWhole(text, 1, MOST_KB);
  const problem = wanted === null ? 'Write a whole number of kilobytes, from 1 to 50,000.' : null;
  const save = () => {
    if (wanted !== null && wanted * 1_000 !== bytes) onSave(wanted * 1_000);
  };
  return (
    <form
      className={styles.line}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <span className={styles.figure}>
        <TextInput
          inputMode="numeric"
          aria-label="Kilobytes kept of one body"
          aria-invalid={problem !== null}
          aria-describedby="body-limit-problem"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={save}
        />
      </span>
      kB
      <span id="body-limit-problem" role="status" className={styles.problem}>
        {problem}
      </span>
    </form>
  );
}

import { useState, type FormEvent } from 'react';
import { X } from 'lucide-react';
import { findPatternFault } from '../../../shared/config/pattern-fault';
import { Button } from '../../ui/button';
import { TextInput } from '../../ui/field';
import { IconButton } from '../../ui/icon-button';
import styles from './logging-settings.module.css';

/** As many as the config takes. */
const MOST_PATTERNS = 100;

interface PatternListProps {
  patterns: readonly string[];
  onSave(patterns: string[]): void;
}

/** What is redacted beside keys and tokens, each a regular expression. */
export function PatternList({ patterns, onSave }: PatternListProps) {
  const [text, setText] = useState('');
  const pattern = text.trim();
  const problem = pattern === '' ? null : findProblem(pattern, patterns);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (pattern === '' || problem !== null) return;
    onSave([...patterns, pattern]);
    setText('');
  };
  return (
    <>
      {patterns.length > 0 && (
        <ul className={styles.patterns} aria-label="Patterns">
          {patterns.map((present) => (
            <li key={present} className={styles.pattern}>
              <code className={styles.expression}>{present}</code>
              <IconButton
                label={`Remove the pattern ${present}`}
                onClick={() => onSave(patterns.filter((other) => other !== present))}
              >
                <X size={14} />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <form className={styles.line} onSubmit={add} noValidate>
        <span className={styles.grow}>
          <TextInput
            mono
            aria-label="New pattern"
            placeholder="e.g. ACME-\d{6}"
            aria-invalid={problem !== null}
            aria-describedby="pattern-problem"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </span>
        <Button type="submit" disabled={pattern === '' || problem !== null}>
          Add the pattern
        </Button>
      </form>
      <p id="pattern-problem" role="status" className={styles.problem}>
        {problem}
      </p>
    </>
  );
}

function findProblem(pattern: string, patterns: readonly string[]): string | null {
  if (patterns.includes(pattern)) return 'This pattern is there already.';
  if (patterns.length >= MOST_PATTERNS) return `There are ${MOST_PATTERNS} patterns, which is the most; remove one first.`;
  const fault = findPatternFault(pattern);
  return fault === null ? null : `The pattern ${fault}.`;
}

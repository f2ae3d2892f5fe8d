import { useState, type FormEvent } from 'react';
import { toAppErrorData } from '../../../shared/errors';
import { call } from '../../api/api';
import { Button } from '../../ui/button';
import { TextInput } from '../../ui/field';
import { parsePort } from './parse-port';
import styles from './port-setting.module.css';

/** The port that clients reach. Moving it closes the old one at once. */
export function PortSetting({ port }: { port: number }) {
  const [text, setText] = useState(String(port));
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = parsePort(text);
    if (wanted === null) {
      setProblem('Write a number from 1 to 65535.');
      return;
    }
    setProblem(null);
    await call('proxy.use-port', { port: wanted }).catch((thrown) => {
      const { message, hint } = toAppErrorData(thrown);
      setProblem(hint === undefined ? message : `${message} ${hint}`);
    });
  };
  const changed = text.trim() !== String(port);
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <span className={styles.port}>
        <TextInput
          mono
          inputMode="numeric"
          aria-label="Listening port"
          aria-invalid={problem !== null}
          aria-describedby="port-problem"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </span>
      {changed && (
        <Button type="submit" variant="primary">
          Listen on {text.trim() || 'it'}
        </Button>
      )}
      <span id="port-problem" role="status" className={styles.problem}>
        {problem}
      </span>
    </form>
  );
}

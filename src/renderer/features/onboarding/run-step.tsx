import type { Exchange } from '../../../shared/model/exchange';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { copyText } from '../../ui/copy-text';
import { StatusMark } from '../../ui/status-mark';
import { PassingRow } from './passing-row';
import styles from './run-step.module.css';

const COMMAND = 'claude -p "say hello"';

interface RunStepProps {
  /** The first request that came since the lines were shown. */
  first: Exchange | null;
  onFinish(): void;
  onBack(): void;
}

/** The last stop: run the client and see its first request pass. */
export function RunStep({ first, onFinish, onBack }: RunStepProps) {
  const passed = first?.outcome === 'ok';
  return (
    <>
      <p className={styles.text}>Run this in the same terminal, and watch it pass here.</p>
      <div className={styles.box}>
        <div className={styles.command}>
          <code className={styles.code}>
            <span className={styles.prompt}>$ </span>
            {COMMAND}
          </code>
          <CopyButton label="Copy the command" onCopy={() => copyText(COMMAND)} />
        </div>
        <div className={styles.result} role="status">
          {first ? (
            <>
              <PassingRow exchange={first} />
              {first.error !== null && <p className={styles.error}>{first.error}</p>}
            </>
          ) : (
            <span className={styles.waiting}>
              <StatusMark mark="in-flight" />
              Waiting for the first request
            </span>
          )}
        </div>
      </div>
      <div className={styles.actions}>
        <Button variant={passed ? 'primary' : 'plain'} onClick={onFinish}>
          {passed ? 'Open Switchyard' : 'Finish without it'}
        </Button>
        {!passed && (
          <Button variant="ghost" onClick={onBack}>
            Back
          </Button>
        )}
      </div>
    </>
  );
}

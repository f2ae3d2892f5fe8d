import { Button } from '../../ui/button';
import { FieldRow } from '../../ui/field';
import { StatusMark } from '../../ui/status-mark';
import type { TestState } from './providers-store';
import section from './form-section.module.css';
import styles from './test-line.module.css';

/** Asks the provider as the form stands, and says in one line what happened. */
export function TestLine({ test, onTest }: { test: TestState; onTest(): void }) {
  return (
    <section className={section.section}>
      <FieldRow label="Test">
        {() => (
          <div className={styles.line}>
            <Button size="small" onClick={onTest} disabled={test.phase === 'running'}>
              {test.phase === 'running' ? 'Asking' : 'Test'}
            </Button>
            <div role="status" className={styles.outcome}>
              <Outcome test={test} />
            </div>
          </div>
        )}
      </FieldRow>
    </section>
  );
}

function Outcome({ test }: { test: TestState }) {
  switch (test.phase) {
    case 'idle':
      return <span className={styles.quiet}>Checks address, key and model list. Costs nothing.</span>;
    case 'running':
      return (
        <>
          <StatusMark mark="in-flight" />
          <span className={styles.quiet}>Waiting for the provider</span>
        </>
      );
    case 'done':
      return (
        <>
          <StatusMark mark={test.result.ok ? 'ok' : 'failed'} />
          <span>{test.result.sentence}</span>
        </>
      );
    case 'failed':
      return (
        <>
          <StatusMark mark="failed" />
          <span>
            {test.error.message} {test.error.hint}
          </span>
        </>
      );
  }
}

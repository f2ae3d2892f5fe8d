import { Button } from '../../ui/button';
import { FieldRow } from '../../ui/field';
import { StatusMark } from '../../ui/status-mark';
import { DiagnosisSteps } from './diagnosis-steps';
import type { DiagnosisState, TestState } from './providers-store';
import section from './form-section.module.css';
import styles from './test-line.module.css';

interface TestLineProps {
  test: TestState;
  diagnosis: DiagnosisState;
  onTest(): void;
  onDiagnose(): void;
}

/** Asks the provider as the form stands: says in one line what happened, or goes the whole way step by step. */
export function TestLine({ test, diagnosis, onTest, onDiagnose }: TestLineProps) {
  const busy = test.phase === 'running' || diagnosis.phase === 'running';
  return (
    <section className={section.section}>
      <FieldRow label="Test">
        {() => (
          <div className={styles.line}>
            <Button size="small" onClick={onTest} disabled={busy}>
              {test.phase === 'running' ? 'Asking' : 'Test'}
            </Button>
            <Button size="small" variant="ghost" onClick={onDiagnose} disabled={busy}>
              {diagnosis.phase === 'running' ? 'Diagnosing' : 'Diagnose'}
            </Button>
            <div role="status" className={styles.outcome}>
              <Outcome state={diagnosis.phase === 'idle' ? test : diagnosis} />
            </div>
          </div>
        )}
      </FieldRow>
      {diagnosis.phase === 'done' && <DiagnosisSteps diagnosis={diagnosis.result} />}
    </section>
  );
}

function Outcome({ state }: { state: TestState | DiagnosisState }) {
  switch (state.phase) {
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
          <StatusMark mark={state.result.ok ? 'ok' : 'failed'} />
          <span>{'sentence' in state.result ? state.result.sentence : sumUp(state.result.ok)}</span>
        </>
      );
    case 'failed':
      return (
        <>
          <StatusMark mark="failed" />
          <span>
            {state.error.message} {state.error.hint}
          </span>
        </>
      );
  }
}

function sumUp(ok: boolean): string {
  return ok ? 'Every step went well.' : 'It stopped on the way.';
}

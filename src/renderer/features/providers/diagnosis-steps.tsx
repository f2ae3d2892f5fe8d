import clsx from 'clsx';
import { STEP_WORDS, type Diagnosis, type DiagnosisOutcome, type DiagnosisStep } from '../../../shared/model/diagnosis';
import { StatusMark, type Mark } from '../../ui/status-mark';
import styles from './diagnosis-steps.module.css';

/** The step that failed, with what to do, and below it all steps in their order. */
export function DiagnosisSteps({ diagnosis: { steps } }: { diagnosis: Diagnosis }) {
  const failed = steps.find(({ outcome }) => outcome === 'failed');
  return (
    <div className={styles.diagnosis}>
      {failed && (
        <div role="alert" className={styles.failed}>
          <StatusMark mark="failed" />
          <div>
            <p>
              <strong>{STEP_WORDS[failed.step]}:</strong> {failed.sentence}
            </p>
            <p className={styles.advice}>{failed.advice}</p>
          </div>
        </div>
      )}
      <ol aria-label="Steps">
        {steps.map((step) => (
          <Step key={step.step} step={step} />
        ))}
      </ol>
    </div>
  );
}

const MARKS: Record<DiagnosisOutcome, Mark> = { ok: 'ok', failed: 'failed', skipped: 'off', 'not-tried': 'off' };

function Step({ step: { step, outcome, ms, sentence } }: { step: DiagnosisStep }) {
  return (
    <li className={clsx(styles.step, outcome === 'not-tried' && styles.quiet)}>
      <StatusMark mark={MARKS[outcome]} />
      <span className={styles.name}>{STEP_WORDS[step]}</span>
      <span className={styles.sentence}>{outcome === 'failed' ? 'Failed.' : sentence}</span>
      <span className={styles.time}>{ms !== null && `${ms} ms`}</span>
    </li>
  );
}

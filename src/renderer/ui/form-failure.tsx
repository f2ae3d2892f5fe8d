import type { AppErrorData } from '../../shared/errors';
import styles from './form-failure.module.css';
import { StatusMark } from './status-mark';

/** A form that could not be saved: what happened and what to do, above its buttons. */
export function FormFailure({ error }: { error: AppErrorData | null }) {
  if (error === null) return null;
  return (
    <p role="alert" className={styles.failure}>
      <StatusMark mark="failed" />
      <span>
        {error.message} {error.hint}
      </span>
    </p>
  );
}

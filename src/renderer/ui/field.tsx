import { useId, type ComponentProps, type ReactNode } from 'react';
import clsx from 'clsx';
import styles from './field.module.css';

interface FieldRowProps {
  label: string;
  /** What is wrong with it, in words. */
  error?: string | undefined;
  /** A quiet line below, shown when nothing is wrong. */
  hint?: ReactNode;
  /** Gets the ids that tie the control to its label and to its error. */
  children(ids: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }): ReactNode;
}

/** A label at the left and a control at the right, with a sentence below when something is wrong. */
export function FieldRow({ label, error, hint, children }: FieldRowProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className={styles.row}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.control}>
        {children({ id, 'aria-describedby': noteId, 'aria-invalid': error !== undefined })}
        <div id={noteId} className={clsx(styles.note, error !== undefined && styles.error)}>
          {error ?? hint}
        </div>
      </div>
    </div>
  );
}

interface TextInputProps extends Omit<ComponentProps<'input'>, 'className'> {
  /** For ids, addresses and names of variables. */
  mono?: boolean;
}

/** One line of text. */
export function TextInput({ mono = false, ...rest }: TextInputProps) {
  return (
    <input type="text" spellCheck={false} autoComplete="off" className={clsx(styles.input, mono && styles.mono)} {...rest} />
  );
}

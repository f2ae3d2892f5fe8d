import type { ComponentProps } from 'react';
import styles from './text-area.module.css';

/** Several lines of text that a machine reads: JSON, headers. */
export function TextArea(props: Omit<ComponentProps<'textarea'>, 'className'>) {
  return <textarea spellCheck={false} autoComplete="off" className={styles.area} {...props} />;
}

import clsx from 'clsx';
import type { ComponentProps, ReactNode } from 'react';
import styles from './button.module.css';

interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  /** primary: the one thing to do here, at most one a view. danger: says the name of what it ends. */
  variant?: 'primary' | 'plain' | 'ghost' | 'danger';
  size?: 'normal' | 'small';
  icon?: ReactNode;
}

/** A button that reads as verb and object. */
export function Button({ variant = 'plain', size = 'normal', icon, children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={clsx(styles.button, styles[variant], size === 'small' && styles.small)} {...rest}>
      {icon}
      {children}
    </button>
  );
}

import clsx from 'clsx';
import type { ComponentProps } from 'react';
import styles from './icon-button.module.css';
import { Tooltip } from './tooltip';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'className' | 'aria-label'> {
  /** What it does, for the tooltip and for screen readers. */
  label: string;
  shortcut?: string;
  size?: 'normal' | 'small' | 'tiny';
}

/** A button that shows only an icon. */
export function IconButton({ label, shortcut, size = 'small', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut !== undefined && { shortcut })}>
      <button type="button" aria-label={label} className={clsx(styles.button, styles[size])} {...rest} />
    </Tooltip>
  );
}

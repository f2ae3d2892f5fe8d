import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip';
import type { ReactElement } from 'react';
import { Kbd } from './kbd';
import styles from './tooltip.module.css';

interface TooltipProps {
  text: string;
  shortcut?: string;
  side?: 'top' | 'right' | 'bottom';
  /** One element that takes a ref and events. */
  children: ReactElement<Record<string, unknown>>;
}

/** A short explanation on hover and on focus. */
export function Tooltip({ text, shortcut, side = 'bottom', children }: TooltipProps) {
  return (
    <BaseTooltip.Root>
      <BaseTooltip.Trigger render={children} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner side={side} sideOffset={6} className={styles.positioner}>
          <BaseTooltip.Popup className={styles.popup}>
            {text}
            {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  );
}

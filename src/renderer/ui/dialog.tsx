import { useRef, type ReactNode } from 'react';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Button } from './button';
import styles from './dialog.module.css';

interface DialogAction {
  text: string;
  onPress(): void;
}

interface DialogProps {
  title: string;
  children: ReactNode;
  /** What Enter does: the safe answer. */
  main: DialogAction;
  other: DialogAction;
  onClose(): void;
}

/** A question that the window can't go on without. Escape closes it without an answer. */
export function Dialog({ title, children, main, other, onClose }: DialogProps) {
  const mainButton = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={styles.backdrop} />
        <AlertDialog.Popup className={styles.popup} initialFocus={mainButton}>
          <AlertDialog.Title className={styles.title}>{title}</AlertDialog.Title>
          <AlertDialog.Description className={styles.text}>{children}</AlertDialog.Description>
          <div className={styles.actions}>
            <Button onClick={other.onPress}>{other.text}</Button>
            <Button ref={mainButton} variant="primary" onClick={main.onPress}>
              {main.text}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

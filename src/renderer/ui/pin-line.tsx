import type { ReactNode } from 'react';
import { Pin as PinIcon } from 'lucide-react';
import type { Pin } from '../../shared/model/pin';
import { formatSince } from '../format/format-time';
import { Button } from './button';
import styles from './pin-line.module.css';

interface PinLineProps {
  pin: Pin;
  /** Who is pinned, as the beginning of a sentence: "This session". */
  who: ReactNode;
  /** Epoch ms. */
  now: number;
  onTakeBack(): void;
}

/** A pin as a sentence, with the way to take it back. */
export function PinLine({ pin, who, now, onTakeBack }: PinLineProps) {
  return (
    <p className={styles.line}>
      <PinIcon size={12} />
      <span className={styles.text}>
        {who} goes to <span className={styles.target}>{pin.target}</span>{' '}
        {pin.until === null ? 'until you take it back' : `until ${formatSince(pin.until, now)}`}.
      </span>
      <Button size="small" onClick={onTakeBack}>
        Take back
      </Button>
    </p>
  );
}

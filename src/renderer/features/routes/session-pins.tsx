import type { Pin } from '../../../shared/model/pin';
import { PinLine } from '../../ui/pin-line';
import { SectionHead } from '../../ui/section-head';
import styles from './session-pins.module.css';

interface SessionPinsProps {
  pins: readonly Pin[];
  /** Epoch ms. */
  now: number;
  onTakeBack(pin: Pin): void;
}

/** The sessions that go elsewhere for a while. Pins of routes stand on their lanes. */
export function SessionPins({ pins, now, onTakeBack }: SessionPinsProps) {
  const ofSessions = pins.flatMap((pin) => (pin.scope.kind === 'session' ? [{ pin, sessionId: pin.scope.sessionId }] : []));
  if (ofSessions.length === 0) return null;
  return (
    <section className={styles.section} aria-label="Pinned sessions">
      <SectionHead title="Pinned sessions" note="before the rules" />
      {ofSessions.map(({ pin, sessionId }) => (
        <div key={sessionId} className={styles.pin}>
          <PinLine
            pin={pin}
            who={
              <>
                The session <code>{sessionId}</code>
              </>
            }
            now={now}
            onTakeBack={() => onTakeBack(pin)}
          />
        </div>
      ))}
    </section>
  );
}

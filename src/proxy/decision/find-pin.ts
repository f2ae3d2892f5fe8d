import type { Pin } from '../../shared/model/pin';
import type { Deliberation } from './deliberation';
import { isEnabled } from './find-target';

export interface FoundPin extends Pin {
  /** ` until 18:30`, or nothing. */
  term: string;
}

/** The latest pin of this kind that still holds and whose provider is set up and switched on. */
export function findPin(deliberation: Deliberation, matches: (pin: Pin) => boolean): FoundPin | undefined {
  const { settings, now } = deliberation;
  const pin = settings.source.pins.findLast(
    (candidate) =>
      matches(candidate) && (candidate.until === null || candidate.until > now) && isEnabled(deliberation, candidate),
  );
  return pin && { ...pin, term: pin.until === null ? '' : ` until ${formatTime(pin.until)}` };
}

function formatTime(epochMs: number): string {
  const time = new Date(epochMs);
  return `${String(time.getHours()).padStart(2, '0')}:${String(time.getMinutes()).padStart(2, '0')}`;
}

import type { Bounds } from '../app-state-file';

/** Pixels of the window that must lie on a screen, so that it can be seen and grabbed. */
const VISIBLE = 100;
/** Pixels that the title bar may lie above the screen, as some window managers report it. */
const ABOVE = 20;

/** The remembered place, or null when it is off every screen that is there now (`workAreas`). */
export function fitBounds(remembered: Bounds | null, workAreas: Bounds[]): Bounds | null {
  if (remembered === null) return null;
  const visible = workAreas.some(
    (area) =>
      overlap(remembered.x, remembered.width, area.x, area.width) >= VISIBLE &&
      overlap(remembered.y, remembered.height, area.y, area.height) >= VISIBLE &&
      remembered.y > area.y - ABOVE,
  );
  return visible ? remembered : null;
}

function overlap(from: number, length: number, otherFrom: number, otherLength: number): number {
  return Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);
}

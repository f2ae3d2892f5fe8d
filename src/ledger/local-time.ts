/** Epoch milliseconds of the local midnight that began the day of `time`. */
export function findDayStart(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/**
 * Epoch milliseconds of the start of the local hour that `time` lies in. It goes back by the minutes on the clock instead
 * of building a local time, so that the hour that comes twice when summer time ends stays two hours.
 */
export function findHourStart(time: number): number {
  const date = new Date(time);
  return time - date.getMinutes() * 60_000 - date.getSeconds() * 1_000 - date.getMilliseconds();
}

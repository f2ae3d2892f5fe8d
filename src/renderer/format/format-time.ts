const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const hourMinute = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });

/** `14:20:31`, local time. All times go in as epoch milliseconds. */
export function formatClock(time: number): string {
  return clock.format(time);
}

/** `14:20`, local time. */
export function formatHourMinute(time: number): string {
  return hourMinute.format(time);
}

/** Since when, as short as it can be understood: `08:12` today, `22 Nov, 08:12` before. */
export function formatSince(time: number, now: number): string {
  return startOfDay(time) === startOfDay(now) ? hourMinute.format(time) : `${dayMonth.format(time)}, ${hourMinute.format(time)}`;
}

/** The day as a heading: `Today`, `Yesterday`, `Saturday 22 November`. */
export function formatDay(time: number, now: number): string {
  const day = startOfDay(time);
  if (day === startOfDay(now)) return 'Today';
  if (day === startOfDay(startOfDay(now) - 1)) return 'Yesterday';
  return weekday.format(time);
}

/** `22 Nov, 14:20:31`: exact, for a tooltip. */
export function formatExact(time: number): string {
  return `${dayMonth.format(time)}, ${clock.format(time)}`;
}

/** A date of the form YYYY-MM-DD as `22 Nov 2025`; anything else as it came. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined || !Number.isFinite(year + month + day)) return date;
  return `${dayMonth.format(new Date(year, month - 1, day))} ${year}`;
}

/** A day of this year: `22 Nov`, local time. */
export function formatDayMonth(time: number): string {
  return dayMonth.format(time);
}

/** A day of any year: `22 Nov 2025`, local time. */
export function formatDayYear(time: number): string {
  return `${dayMonth.format(time)} ${new Date(time).getFullYear()}`;
}

/** Local midnight at or before a time. */
export function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** The local midnight that ends the day of a time: 23 or 25 hours on where the clocks change. */
export function endOfDay(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}

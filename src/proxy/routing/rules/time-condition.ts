import { parseTimeRange } from '../../../shared/config/time-range';
import { Day, type Conditions } from '../../../shared/config/rule-conditions';
import { anyOf, type Condition } from './subject';

const DAY_NAMES: Record<Day, string> = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
};

/**
 * `time` and `days` together are one condition: a range that goes over midnight is of the day on which it began. Both go by the
 * clock on the wall, so an hour that summer time leaves out never comes, and one that it repeats comes twice.
 */
export function compileTime({ time, days }: Conditions): Condition | null {
  if (time === undefined && days === undefined) return null;
  const ranges = time?.flatMap((text) => parseTimeRange(text) ?? []) ?? [{ from: 0, to: 24 * 60 }];
  const isOn = (day: Day) => days === undefined || days.includes(day);
  return {
    wanted: [time && anyOf(time), days && anyOf(days.map((day) => DAY_NAMES[day]))].filter(Boolean).join(' on '),
    holds({ now }) {
      const minute = now.getHours() * 60 + now.getMinutes();
      const today = dayOf(now.getDay());
      return ranges.some(({ from, to }) => {
        if (from < to) return minute >= from && minute < to && isOn(today);
        return (minute >= from && isOn(today)) || (minute < to && isOn(dayOf(now.getDay() + 6)));
      });
    },
    fact({ now }) {
      const clock = [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
      return `It is ${clock} on ${DAY_NAMES[dayOf(now.getDay())]}`;
    },
  };
}

/** From a number as Date counts, Sunday being 0 and 7. */
function dayOf(number: number): Day {
  return Day.options[(number + 6) % 7]!;
}

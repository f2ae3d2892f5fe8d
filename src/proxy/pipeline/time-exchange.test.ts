import { expect, it } from 'vitest';
import { startClock } from './time-exchange';

/** Both clocks stand at their beginning; then the monotonic one goes on by 500 ms, the wall's by `wall`. */
function after(wall: number) {
  const times = { wall: 1_800_000_000_000, monotonic: 77.25 };
  const clock = startClock(
    () => times.wall,
    () => times.monotonic,
  );
  times.wall += wall;
  times.monotonic += 500.4;
  return clock;
}

it.each([500, -3_599_500, 3_600_500])('measures by the clock that nobody sets, while the other moves by %i ms', (wall) => {
  expect(after(wall).elapsed()).toBe(500);
});

it('says when the wall clock was set by more than two seconds, and which way', () => {
  expect(after(500).oddity()).toBeNull();
  expect(after(-1_400).oddity()).toBeNull();
  expect(after(-3_599_500).oddity()).toBe('The clock was set back by 3,600 s while it ran.');
  expect(after(60_500).oddity()).toBe('The clock went ahead by 60 s while it ran: it was set, or the machine slept.');
});

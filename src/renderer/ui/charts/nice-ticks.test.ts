import { expect, it } from 'vitest';
import { niceTicks } from './nice-ticks';

it('reaches at or above the highest value in round steps', () => {
  expect(niceTicks(0.94)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(niceTicks(100)).toEqual([0, 25, 50, 75, 100]);
  expect(niceTicks(101)).toEqual([0, 50, 100, 150]);
});

it('has only the base line where nothing was spent', () => {
  expect(niceTicks(0)).toEqual([0]);
});

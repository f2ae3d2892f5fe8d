import { expect, it } from 'vitest';
import type { TargetCheck } from '../../shared/model/decision';
import { listDecidedTargets, listPlannedTargets } from './path-targets';

const CHECKS: TargetCheck[] = [
  { target: 'up/a', outcome: 'candidate', why: null },
  { target: 'up/b', outcome: 'passed-over', why: 'It was passed over: it takes no images.' },
  { target: 'up/c', outcome: 'candidate', why: null },
];

it('tells first who was passed over and then who is asked', () => {
  expect(listDecidedTargets(CHECKS).map(({ target, state }) => `${target} ${state}`)).toEqual([
    'up/b passed-over',
    'up/a candidate',
    'up/c candidate',
  ]);
});

it('has planned targets in the order of the plan, with why one rests', () => {
  const plan = [
    { target: 'up/c', rests: null },
    { target: 'up/a', rests: 'failed repeatedly and rests for 20 s more' },
  ];
  expect(listPlannedTargets(CHECKS, plan)).toEqual([
    { target: 'up/b', state: 'passed-over', why: 'It was passed over: it takes no images.' },
    { target: 'up/c', state: 'candidate', why: null },
    { target: 'up/a', state: 'resting', why: 'It failed repeatedly and rests for 20 s more.' },
  ]);
});

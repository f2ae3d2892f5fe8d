import { expect, it } from 'vitest';
import type { RouteSummary } from '../../../shared/model/route-summary';
import { arrangeTargets, describeRoute, describeShare } from './describe-strategy';

const ROUTE: RouteSummary = {
  scenario: 'default',
  strategy: 'weighted',
  sentTo: null,
  bodies: null,
  private: false,
  targets: [
    { target: 'up/a', weight: 3, overrides: ['effort low', 'header x-team'] },
    { target: 'up/b', weight: 1, overrides: [] },
  ],
};

it('tells the strategy and what a target is sent', () => {
  expect(describeRoute(ROUTE)).toEqual([
    'By weight, and the same target for all of a conversation.',
    'up/a is asked with effort low, header x-team.',
  ]);
  expect(describeRoute({ strategy: 'ordered', targets: ROUTE.targets.slice(1) })).toEqual([]);
});

it('tells weights as shares of the conversations', () => {
  expect(ROUTE.targets.map((target) => describeShare(target, ROUTE.targets))).toEqual(['75 %', '25 %']);
  expect(describeShare({ target: 'up/c', weight: null, overrides: [] }, [])).toBeNull();
});

it('keeps what is special about a target when it moves, and gives a new one its share', () => {
  expect(arrangeTargets(['up/c', 'up/a'], ROUTE)).toEqual([
    { target: 'up/c', weight: 1, overrides: [] },
    { target: 'up/a', weight: 3, overrides: ['effort low', 'header x-team'] },
  ]);
});

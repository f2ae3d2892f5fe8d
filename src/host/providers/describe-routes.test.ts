import { expect, it } from 'vitest';
import { Routes } from '../../shared/config/route-config';
import { describeRoutes } from './describe-routes';

it('tells strategy, weights and overrides of a route, but not what headers and body fields hold', () => {
  const routes = Routes.parse({
    default: {
      strategy: 'weighted',
      targets: [{ target: 'up/a', weight: 3, effort: 'low', headers: { 'x-team': 'secret' }, body: { seed: 7 } }, 'up/b'],
    },
  });
  expect(describeRoutes({ routes })).toEqual([
    {
      scenario: 'default',
      strategy: 'weighted',
      sentTo: null,
      bodies: null,
      private: false,
      targets: [
        { target: 'up/a', weight: 3, overrides: ['effort low', 'header x-team', 'body field seed'] },
        { target: 'up/b', weight: 1, overrides: [] },
      ],
    },
  ]);
});

it('tells of a route without targets of its own where it is sent, and what may be kept of it', () => {
  const routes = Routes.parse({ default: { targets: 'up/a' }, compact: { route: 'default', private: true } });
  const compact = describeRoutes({ routes }).find(({ scenario }) => scenario === 'compact');
  expect(compact).toEqual({
    scenario: 'compact',
    strategy: 'ordered',
    sentTo: 'default',
    bodies: null,
    private: true,
    targets: [{ target: 'up/a', weight: null, overrides: [] }],
  });
});

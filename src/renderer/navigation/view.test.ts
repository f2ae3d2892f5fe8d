import { expect, it } from 'vitest';
import { formatHash, parseHash, type View } from './view';

it('reads back every view from its link', () => {
  const views: View[] = [
    { page: 'overview' },
    { page: 'requests', requestId: null },
    { page: 'requests', requestId: 'req_7f3k2q' },
    { page: 'routes', explain: null },
    { page: 'routes', explain: 'try' },
    { page: 'routes', explain: 'req_7f3k2q' },
    { page: 'providers', providerId: null },
    { page: 'providers', providerId: 'a b/c' },
    { page: 'new-provider', preset: 'openrouter' },
    { page: 'budgets', name: null },
    { page: 'budgets', name: 'A day/at most' },
    { page: 'new-budget', ready: 'daily' },
    { page: 'new-budget', ready: 'blank' },
    { page: 'settings' },
    { page: 'logs', name: 'server' },
    { page: 'logs', name: 'app' },
  ];
  for (const view of views) expect(parseHash(formatHash(view))).toEqual(view);
});

it('shows the overview for a link it does not know or cannot decode', () => {
  expect(parseHash('')).toEqual({ page: 'overview' });
  expect(parseHash('#/costs/7')).toEqual({ page: 'overview' });
  expect(parseHash('#/logs/ledger')).toEqual({ page: 'logs', name: 'server' });
  expect(parseHash('#/%E0%A4%A')).toEqual({ page: 'overview' });
});

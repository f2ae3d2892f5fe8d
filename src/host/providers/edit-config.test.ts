import { expect, it } from 'vitest';
import type { ConfigFile } from '../../shared/config/config-schema';
import { putPrivacy, putProvider, putTargets } from './edit-config';

const provider = (id: string) => ({ id, preset: 'simulator' as const, keys: [{ source: 'none' as const }], models: ['m'] });

const FILE: ConfigFile = {
  version: 1,
  providers: [provider('up')],
  routes: {
    default: { targets: 'up/m' },
    longContext: { route: 'default', threshold: 100_000 },
  },
};

it('gives a route that was sent to another targets of its own, and leaves its other settings', () => {
  expect(putTargets(FILE, 'longContext', ['up/m']).routes).toEqual({
    default: { targets: 'up/m' },
    longContext: { targets: ['up/m'], threshold: 100_000 },
  });
});

it('says of a route what may be kept, and leaves its other settings and routes that are not set', () => {
  const kept = putPrivacy(FILE, { scenario: 'longContext', bodies: 'errors', private: true });
  expect(kept.routes?.longContext).toEqual({ route: 'default', threshold: 100_000, bodies: 'errors', private: true });
  expect(putPrivacy(kept, { scenario: 'longContext', bodies: null, private: false })).toEqual(FILE);
  expect(putPrivacy(FILE, { scenario: 'think', bodies: 'all', private: false })).toEqual(FILE);
});

it('moves the targets of a provider with another id, and no route that has none', () => {
  expect(putProvider(FILE, provider('down'), 'up').routes).toEqual({
    default: { targets: ['down/m'] },
    longContext: { route: 'default', threshold: 100_000 },
  });
});

it('moves the targets of rules too', () => {
  const rules = [
    { then: { targets: 'up/m' } },
    { name: 'Tiers', then: { models: { opus: ['up/m', 'upper/m'], sonnet: 'up/n' }, rewrite: { effort: 'low' as const } } },
    { then: { route: 'default' as const } },
  ];
  expect(putProvider({ ...FILE, rules }, provider('down'), 'up').rules).toEqual([
    { then: { targets: ['down/m'] } },
    { name: 'Tiers', then: { models: { opus: ['down/m', 'upper/m'], sonnet: ['down/n'] }, rewrite: { effort: 'low' } } },
    { then: { route: 'default' } },
  ]);
});

it('moves budgets with their provider', () => {
  const budgets = [
    { name: 'One', limit: 1, per: 'day' as const, scope: { provider: 'up', key: 'env:A' } },
    { name: 'All', limit: 1, per: 'day' as const },
  ];
  expect(putProvider({ ...FILE, budgets }, provider('down'), 'up').budgets).toEqual([
    { ...budgets[0], scope: { provider: 'down', key: 'env:A' } },
    budgets[1],
  ]);
});

import { describe, expect, it } from 'vitest';
import { followRoute, Routes } from './route-config';

function faultsOf(routes: unknown): string[] {
  const parsed = Routes.safeParse(routes);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
}

describe('a route', () => {
  it('has targets, written short or long, or the name of another route', () => {
    const routes = Routes.parse({
      default: { targets: 'a/one' },
      think: { targets: ['a/two', { target: 'b/three', weight: 3, maxTokens: 100 }], strategy: 'weighted', effort: 'max' },
      longContext: { route: 'think', threshold: 100_000 },
      image: { route: 'longContext' },
    });
    expect(followRoute(routes, 'default')).toEqual({ route: 'default', targets: [{ target: 'a/one' }], strategy: 'ordered' });
    expect(followRoute(routes, 'image')).toEqual({
      route: 'think',
      targets: [{ target: 'a/two' }, { target: 'b/three', weight: 3, maxTokens: 100 }],
      strategy: 'weighted',
    });
    expect(followRoute(routes, 'compact')).toBeNull();
  });

  it.each([
    [{ think: {} }, 'think needs targets, or route with the name of another route'],
    [
      { default: { targets: 'a/b' }, think: { targets: 'a/b', route: 'default' } },
      'think.route stands beside targets; a route has one or the other',
    ],
    [{ think: { route: 'default' } }, 'think.route names the route "default", which is not set'],
    [{ image: { targets: 'a/b', effort: 'max' } }, 'image.effort belongs to the route think only'],
    [
      { image: { targets: ['a/b', { target: 'a/c', weight: 2 }] } },
      'image.targets.1.weight counts only with "strategy": "weighted" on its route',
    ],
    [
      { default: { targets: 'a/b' }, image: { route: 'default', strategy: 'fastest' } },
      'image.strategy belongs to targets; the other route has its own',
    ],
    [{ image: { targets: [] } }, 'image.targets must name at least one target'],
  ])('is refused with its path: %j', (routes, fault) => {
    expect(faultsOf(routes)).toEqual([fault]);
  });

  it('is refused when it leads in a circle, or to one that does', () => {
    expect(faultsOf({ think: { route: 'think' } })).toEqual([
      'think.route leads to the route "think", and from there to no targets',
    ]);
    expect(faultsOf({ think: { route: 'image' }, image: { route: 'think' }, compact: { route: 'image' } })).toEqual([
      'think.route leads to the route "image", and from there to no targets',
      'compact.route leads to the route "image", and from there to no targets',
      'image.route leads to the route "think", and from there to no targets',
    ]);
  });

  it('is refused for an effort or a route that there is none of', () => {
    expect(faultsOf({ think: { targets: 'a/b', effort: 'huge' } })).toHaveLength(1);
    expect(faultsOf({ think: { route: 'thnk' } })).toHaveLength(1);
  });
});

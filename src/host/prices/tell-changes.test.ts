import { expect, it } from 'vitest';
import { tellChanges } from './tell-changes';

const changes = (...targets: string[]) => targets.map((target) => ({ target, before: null, after: null }));

it('names the targets that cost something else, and is silent where none does', () => {
  expect(tellChanges([])).toBeNull();
  expect(tellChanges(changes('a/x'))?.message).toBe('Newer prices are in use: a/x costs something else from now on.');
  expect(tellChanges(changes('a/x', 'b/y'))?.message).toContain('a/x and b/y cost something else');
  expect(tellChanges(changes('a/1', 'a/2', 'a/3', 'a/4', 'a/5'))?.message).toContain('a/1, a/2, a/3 and 2 more cost');
});

import { expect, it } from 'vitest';
import { describeBreaker, findBreakers } from './breaker-summary';

it('reads the names that the proxy gives its breakers', () => {
  const read = (name: string) => {
    const { target, key } = describeBreaker(name, 0, false);
    return [target, key];
  };
  expect(read('up/org/model:free')).toEqual(['up/org/model:free', null]);
  expect(read('up/model key env:SECOND_KEY')).toEqual(['up/model', 'env:SECOND_KEY']);
  expect(read('up/ key keychain:work')).toEqual(['up', 'keychain:work']);
});

it('finds what rests of a target and of a whole provider', () => {
  const all = ['up/a', 'up/a key env:A', 'up/ key env:B', 'upper/a'].map((name) => describeBreaker(name, 0, false));
  expect(findBreakers(all, 'up/a').map(({ name }) => name)).toEqual(['up/a', 'up/a key env:A', 'up/ key env:B']);
  expect(findBreakers(all, 'up/b').map(({ name }) => name)).toEqual(['up/ key env:B']);
  expect(findBreakers(all, 'up').map(({ name }) => name)).toEqual(['up/a', 'up/a key env:A', 'up/ key env:B']);
});

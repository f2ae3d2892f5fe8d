import { expect, it } from 'vitest';
import { agreesWithLock } from './dependencies.mjs';

const lock = {
  packages: {
    '': { name: 'switchyard' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b-darwin': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  },
};
const installed = (packages: object) => ({ packages });

it('agrees when all is installed but what is for other platforms', () => {
  expect(agreesWithLock(lock, installed({ 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }))).toBe(true);
});

it('does not agree when a package is missing', () => {
  expect(agreesWithLock(lock, installed({}))).toBe(false);
});

it('does not agree when a package has another version', () => {
  expect(agreesWithLock(lock, installed({ 'node_modules/a': { version: '1.0.1', integrity: 'sha512-c' } }))).toBe(false);
});

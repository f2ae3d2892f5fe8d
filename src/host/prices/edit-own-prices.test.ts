import { expect, it } from 'vitest';
import type { ConfigFile } from '../../shared/config/config-schema';
import { dropOwnPrice, putOwnPrice } from './edit-own-prices';

const EVER = { target: 'a/m', input: 1, output: 2 };
const DATED = { ...EVER, from: '2026-08-17' };
const file = (...own: (typeof EVER)[]): ConfigFile => ({ version: 1, prices: { refresh: 'weekly', own } });

it('adds a price, also to a config that has none, and leaves the rest alone', () => {
  expect(putOwnPrice({ version: 1 }, EVER, null)).toEqual({ version: 1, prices: { own: [EVER] } });
  expect(putOwnPrice(file(EVER), DATED, null)).toEqual(file(EVER, DATED));
});

it('puts a price in the place of the one with that target and that day', () => {
  const dearer = { ...DATED, input: 9 };
  expect(putOwnPrice(file(EVER, DATED), dearer, { target: 'a/m', from: '2026-08-17' })).toEqual(file(EVER, dearer));
  expect(putOwnPrice(file(EVER, DATED), dearer, { target: 'a/m', from: null })).toEqual(file(dearer, DATED));
});

it('takes one out, and only that one', () => {
  expect(dropOwnPrice(file(EVER, DATED), { target: 'a/m', from: null })).toEqual(file(DATED));
  expect(dropOwnPrice(file(EVER), { target: 'a/other', from: null })).toEqual(file(EVER));
});

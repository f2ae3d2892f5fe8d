import { expect, it } from 'vitest';
import { makeExchange } from '../testing/make-exchange';
import { applyPage, applyPushed } from './merge-exchanges';

const row = (id: string, startedAt: number, outcome: 'in-flight' | 'ok' = 'ok') => makeExchange({ id, startedAt, outcome });
const shape = (rows: ReturnType<typeof row>[]) => rows.map(({ id, outcome }) => `${id} ${outcome}`);

it('replaces a row in place and puts a new one where its start belongs', () => {
  const rows = applyPushed([row('c', 3, 'in-flight'), row('a', 1)], [row('c', 3), row('b', 2)]);
  expect(shape(rows)).toEqual(['c ok', 'b ok', 'a ok']);
});

it('keeps what was pushed over what an older page says, unless the page knows the end', () => {
  const pushed = [row('b', 2), row('a', 1, 'in-flight')];
  expect(shape(applyPage(pushed, [row('b', 2, 'in-flight'), row('a', 1)]))).toEqual(['b ok', 'a ok']);
});

it('holds each row once when pages overlap', () => {
  expect(shape(applyPage([row('b', 2), row('a', 1)], [row('a', 1), row('z', 1)]))).toEqual(['b ok', 'z ok', 'a ok']);
});

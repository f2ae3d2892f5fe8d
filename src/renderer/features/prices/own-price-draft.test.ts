import { expect, it } from 'vitest';
import type { OwnPrice } from '../../../shared/config/price-config';
import { draftOf, emptyDraft, readDraft } from './own-price-draft';

const FULL: OwnPrice = {
  target: 'home/*',
  from: '2026-11-01',
  input: 0.5,
  output: 2,
  cacheRead: 0.05,
  cacheWrite: 0.6,
  cacheWrite1h: 1,
  webSearch: 10,
  tiers: [{ above: 200_000, input: 1, output: 4 }],
};

it('goes into the form and comes out as it was', () => {
  expect(readDraft(draftOf(FULL)).price).toEqual(FULL);
  expect(readDraft(draftOf({ target: 'home/m', input: 0, output: 0 })).price).toEqual({ target: 'home/m', input: 0, output: 0 });
});

it('takes a comma for the point', () => {
  expect(readDraft({ ...emptyDraft('home/m'), input: ' 0,25 ', output: '1' }).price).toMatchObject({ input: 0.25, output: 1 });
});

it('says of each field what is wrong with it', () => {
  const { errors } = readDraft({
    ...emptyDraft('no-slash'),
    input: 'free',
    from: 'yesterday',
    cacheRead: '-1',
    tiers: [
      { above: '5', input: '1', output: '1', cacheRead: '', cacheWrite: '', cacheWrite1h: '' },
      { above: '5', input: '1', output: '1', cacheRead: '', cacheWrite: '', cacheWrite1h: '' },
    ],
  });
  expect(errors).toMatchObject({
    target: expect.stringContaining('provider/model'),
    from: expect.stringContaining('a day'),
    input: 'Dollars, for example 0.25',
    output: 'Dollars, for example 0.25',
    cacheRead: 'Dollars, for example 0.25',
  });
  expect(readDraft({ ...emptyDraft('home/m'), input: '1', output: '1', tiers: [{ above: '0', ...rates }] }).errors).toEqual({
    'tiers.0.above': 'A whole number of tokens',
  });
});

const rates = { input: '1', output: '1', cacheRead: '', cacheWrite: '', cacheWrite1h: '' };

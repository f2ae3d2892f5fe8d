import { expect, it } from 'vitest';
import { findLimitProblem, isSameRetention, readRetention, toRetentionDraft } from './retention-draft';

const RETENTION = { days: null, bodyDays: 14, maxMegabytes: 2_000 };

it('comes back as it went into the fields', () => {
  const draft = toRetentionDraft(RETENTION);
  expect(draft.maxMegabytes).toEqual({ text: '2,000', limited: true });
  expect(readRetention(draft)).toEqual(RETENTION);
  expect(isSameRetention(readRetention(draft)!, RETENTION)).toBe(true);
});

it('is none while a field is wrong, which is said there', () => {
  const draft = { ...toRetentionDraft(RETENTION), maxMegabytes: { text: '49', limited: true } };
  expect(readRetention(draft)).toBeNull();
  expect(findLimitProblem(draft, 'maxMegabytes')).toBe('Write a whole number from 50 to 100,000,000.');
  expect(findLimitProblem(draft, 'days')).toBeNull();
});

it('does not mind what stands in a field that does not count', () => {
  const draft = { ...toRetentionDraft(RETENTION), bodyDays: { text: 'x', limited: false } };
  expect(readRetention(draft)).toEqual({ ...RETENTION, bodyDays: null });
});

import { expect, it } from 'vitest';
import type { RetentionPreview } from '../../../shared/model/ledger-info';
import { describeLedger, describePreview, describeReport } from './describe-retention';

const preview = (fields: Partial<RetentionPreview>) =>
  describePreview({
    retention: { days: 180, bodyDays: 14, maxMegabytes: 2_000 },
    exchanges: 0,
    bodies: 0,
    bytes: 210_000_000,
    oldestKept: new Date(2026, 5, 4, 12).getTime(),
    held: null,
    ...fields,
  });

it('says what would go, before it goes', () => {
  expect(preview({ exchanges: 12_403, bodies: 3_201 })).toBe(
    '12,403 requests before 4 Jun 2026 and the bodies of 3,201 more go; about 210 MB become free.',
  );
  expect(preview({ exchanges: 1 })).toBe('1 request before 4 Jun 2026 goes; about 210 MB become free.');
  expect(preview({ bodies: 1 })).toBe('The bodies of 1 request go; about 210 MB become free.');
  expect(preview({ exchanges: 9, oldestKept: null })).toBe('9 requests, which is all, go; about 210 MB become free.');
  expect(preview({})).toBe('Nothing goes now: no request and no body is past these limits.');
});

it('says what has gone', () => {
  expect(describeReport({ exchanges: 2, bodies: 1, bytes: 5_000_000 })).toBe(
    'Deleted: 2 requests and the bodies of 1 request. The file is 5.0 MB smaller.',
  );
  expect(describeReport({ exchanges: 0, bodies: 0, bytes: 0 })).toBe('Nothing was deleted.');
});

it('says how large the ledger is', () => {
  const info = { file: '/x/ledger.db', bytes: 38_200_000, freeBytes: 0, exchanges: 12_403, withBodies: 0, bodyBytes: 0 };
  expect(describeLedger({ ...info, oldest: new Date(2026, 5, 4).getTime() })).toBe(
    '38 MB: 12,403 requests since 4 Jun 2026, and no bodies.',
  );
  expect(describeLedger({ ...info, exchanges: 0, oldest: null, withBodies: 3, bodyBytes: 21_000, freeBytes: 9_000_000 })).toBe(
    '38 MB: 0 requests, and the bodies of 3 (21 kB). 9.0 MB of it are free and are given back when nothing runs.',
  );
});

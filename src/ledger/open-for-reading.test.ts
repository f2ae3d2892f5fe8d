import { afterEach, beforeEach, expect, it } from 'vitest';
import { migrations } from './migrations';
import { openForReading } from './open-for-reading';
import { makeLedger, type TestLedger } from './testing/make-ledger';

let ledger: TestLedger;

beforeEach(() => {
  ledger = makeLedger();
});

afterEach(() => ledger.remove());

it('reads what another has written, and writes nothing', async () => {
  ledger.write({ id: 'req_1' });
  const reader = openForReading(ledger.file);
  let text = '';
  const { signal } = new AbortController();
  const count = await reader.exportExchanges({
    ...{ filter: {}, format: 'json', bodies: false, version: '1', signal },
    write: (part) => void (text += part),
  });
  reader.close();
  expect(count).toBe(1);
  expect(JSON.parse(text)).toMatchObject([{ id: 'req_1' }]);
});

it.each([
  ['an older', migrations.length - 1, 'Start this Switchyard once'],
  ['a newer', migrations.length + 1, 'Install the newer Switchyard'],
])('refuses %s ledger and says what to do', (_age, version, hint) => {
  ledger.database.exec(`PRAGMA user_version = ${version}`);
  expect(() => openForReading(ledger.file)).toThrow(
    expect.objectContaining({ code: 'ledger-failed', hint: expect.stringContaining(hint) }),
  );
});

it('makes no ledger where there is none', () => {
  expect(() => openForReading(`${ledger.file}.none`)).toThrow('There is no ledger');
});

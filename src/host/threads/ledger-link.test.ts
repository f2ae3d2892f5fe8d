import { MessageChannel } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { createLedgerLink, type LedgerLinkMessage } from './ledger-link';
import { finished } from './testing/start-ledger';

it('keeps 5,000 rows while there is no ledger, gives up the oldest, and says how many when there is one', async () => {
  const link = createLedgerLink();
  for (let number = 1; number <= 5_012; number++) link.record(finished(`req_${number}`));
  const { port1, port2 } = new MessageChannel();
  const message = new Promise<LedgerLinkMessage>((resolve) => port1.once('message', resolve));
  link.connect(port2);
  const sent = await message;
  const ids = sent.flatMap((part) => ('event' in part ? part.event.exchange.id : []));
  expect([ids.length, ids[0], ids.at(-1)]).toEqual([5_000, 'req_13', 'req_5012']);
  expect(sent.filter((part) => !('event' in part))).toEqual([
    { level: 'error', message: '12 rows were given up while there was no ledger to take them' },
  ]);
  link.disconnect();
});

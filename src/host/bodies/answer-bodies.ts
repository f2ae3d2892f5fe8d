import { unpackBodies, type Ledger } from '../../ledger';
import type { ExchangeBodies } from '../../shared/model/bodies';
import type { BodyKeeper } from './create-body-keeper';

type Source = Pick<Ledger, 'readBodies' | 'findExchange'>;

/** The bodies of an exchange from wherever they are, or why there are none. `ledger` is null while its file cannot be used. */
export async function answerBodies(exchangeId: string, keeper: BodyKeeper, ledger: Source | null): Promise<ExchangeBodies> {
  const stored = ledger?.readBodies(exchangeId) ?? null;
  if (stored !== null && stored.bodies.length > 0) return { from: 'ledger', why: null, bodies: unpackBodies(stored.bodies) };
  const bodies = await keeper.read(exchangeId);
  if (bodies !== null && bodies.length > 0) return { from: 'memory', why: null, bodies };
  return { from: null, why: explainNone(exchangeId, stored?.deletedAt ?? null, ledger), bodies: [] };
}

function explainNone(exchangeId: string, deletedAt: number | null, ledger: Source | null): string {
  if (deletedAt !== null) return 'They were kept, and deleted when their time was over, as the settings say.';
  const exchange = ledger?.findExchange(exchangeId) ?? null;
  if (exchange === null) return 'Nothing is known of this request.';
  if (exchange.private) return 'This request is private: only its figures are kept.';
  if (exchange.outcome === 'in-flight') return 'They are shown once it has ended.';
  return 'By the settings they were not written to the disk, and what was in memory has made room for newer ones or ended with Switchyard.';
}

/** The front door of the request ledger (SQLite). The host opens it on a thread of its own. */
export { keepLedger, LedgerClosed, type LedgerKeeper } from './keep-ledger';
export type { Ledger } from './ledger';
export type { FigureValuesQuery } from './figures/figure-values';
export type { ExchangeQuery } from './list-exchanges';
export type { BodySet, FoundBodies, StoredBody } from './kept-bodies';
export { readForeignValue } from './read-foreign-value';
export { buildInThread } from './recovery/build-in-thread';
export { describeRecovery } from './recovery/describe-recovery';
export { openLedger } from './ledger';
export { openForReading, type LedgerReader } from './open-for-reading';
export type { Keeping } from './keeping';

/** The front door of the request ledger (SQLite). The host opens it on a thread of its own. */
export type { CostSpan } from './exchange-costs';
export { keepLedger, LedgerClosed, type LedgerKeeper } from './keep-ledger';
export { openLedger, type Ledger } from './ledger';
export { readWords } from './read-words';
export type { FigureValuesQuery } from './figures/figure-values';
export type { ExchangeQuery } from './list-exchanges';
export { unpackBodies, type BodySet, type FoundBodies, type StoredBody } from './kept-bodies';
export type { AnsweredModel } from './read-answered';
export { readForeignValue } from './read-foreign-value';
export { buildInThread } from './recovery/build-in-thread';
export { describeRecovery } from './recovery/describe-recovery';
export { openForReading, type LedgerReader } from './open-for-reading';
export type { Keeping } from './keeping';

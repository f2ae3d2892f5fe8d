import { createExchanges } from './0001-exchanges';
import { addAttemptKeys } from './0002-attempt-keys';
import { createDecisions } from './0003-decisions';
import { addTrueFigures } from './0004-true-figures';
import { createFigures } from './0005-figures';
import { createBodies } from './0006-bodies';
import { addDecisionIndex } from './0007-decision-index';

/** SQL by version: the entry at index n takes a ledger from version n to n + 1 (`PRAGMA user_version`). Append only. */
export const migrations: readonly string[] = [
  createExchanges,
  addAttemptKeys,
  createDecisions,
  addTrueFigures,
  createFigures,
  createBodies,
  addDecisionIndex,
];

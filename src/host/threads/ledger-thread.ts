import { parentPort, workerData } from 'node:worker_threads';
import { createLedgerService, type LedgerCalls, type LedgerThreadData } from './ledger-service';
import { answerCalls, sendEvent } from './thread-calls';

if (!parentPort) throw new Error('This script runs as a worker thread only.');
const port = parentPort;
answerCalls<LedgerCalls>(
  port,
  createLedgerService(
    workerData as LedgerThreadData,
    (event) => sendEvent(port, event),
    () => process.exit(),
  ),
);

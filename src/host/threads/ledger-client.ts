import { join } from 'node:path';
import type { LedgerCalls, LedgerThreadData, LedgerThreadEvent } from './ledger-service';
import { superviseThread, type SupervisedThread } from './supervise-thread';

export interface LedgerClientOptions {
  dataFolder: string;
  threadFolder: string;
  onEvent(event: LedgerThreadEvent): void;
  onDied(cause: string, forGood: boolean): void;
  onRestarted(): void;
}

export type LedgerClient = SupervisedThread<LedgerCalls>;

/** The ledger's thread, which also writes the text logs; started again when it dies. */
export function createLedgerClient({ dataFolder, threadFolder, ...listeners }: LedgerClientOptions): LedgerClient {
  return superviseThread<LedgerCalls>({
    name: 'ledger',
    script: join(threadFolder, 'ledger-thread.js'),
    workerData: { dataFolder, recoveryThread: join(threadFolder, 'recovery-thread.js') } satisfies LedgerThreadData,
    ...listeners,
  });
}

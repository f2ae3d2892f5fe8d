import { assertNever } from '../shared/assert-never';
import type { Notice } from '../shared/ipc/contract';
import type { LedgerThreadEvent } from './threads/ledger-service';

/** What the user is told of an event of the ledger's thread; null: nothing. */
export function describeLedgerEvent(event: LedgerThreadEvent): Omit<Notice, 'id'> | null {
  switch (event.kind) {
    case 'rows':
    case 'log-lines':
      return null;
    case 'fault':
      if (event.fault === null) return { level: 'info', message: describeReturn(event.givenUp) };
      return { level: 'error', message: event.fault.message, hint: event.fault.hint };
    case 'giving-up':
      return {
        level: 'error',
        message: 'The ledger still can’t be written: of the requests that wait, the oldest are given up.',
      };
    case 'recovered':
    case 'keeping-warning':
      return { level: 'warn', message: event.message, hint: event.hint };
    case 'lost':
      // Of a damaged one its recovery tells.
      if (event.loss === 'damaged') return null;
      return {
        level: 'warn',
        message: 'The ledger file was deleted or replaced while Switchyard ran.',
        hint: 'It goes on with what lies there now.',
      };
    case 'log-fault':
      if (event.message === null) return { level: 'info', message: 'The logs can be written again.' };
      return {
        level: 'warn',
        message: event.message,
        hint: 'Requests are routed all the same. Check the folder and the space on its disk.',
      };
    default:
      return assertNever(event);
  }
}

function describeReturn(givenUp: number): string {
  if (givenUp === 0) return 'The ledger can be written again.';
  return `The ledger can be written again. ${givenUp} requests could not be recorded meanwhile.`;
}

import type { Host } from './host-api';
import type { LedgerClient } from './threads/ledger-client';

export type LedgerQuestions = Pick<
  Host,
  | 'listExchanges'
  | 'countExchanges'
  | 'readDecision'
  | 'readBodies'
  | 'queryFigures'
  | 'forecastMonth'
  | 'listFigureValues'
  | 'spendToday'
  | 'ledgerInfo'
  | 'previewRetention'
  | 'exportExchanges'
  | 'cancelExport'
  | 'readLog'
>;

/** What the ledger's thread answers by itself. */
export function createLedgerQuestions(ledger: LedgerClient): LedgerQuestions {
  return {
    listExchanges: (query) => ledger.call('list', query),
    countExchanges: (filter) => ledger.call('count', filter),
    readDecision: (exchangeId) => ledger.call('decision', { exchangeId }),
    readBodies: (exchangeId) => ledger.call('bodies', { exchangeId }),
    queryFigures: (query) => ledger.call('figures', query),
    forecastMonth: () => ledger.call('forecast', undefined),
    listFigureValues: (query) => ledger.call('figure-values', query),
    spendToday: () => ledger.call('spend-today', undefined),
    ledgerInfo: () => ledger.call('ledger-info', undefined),
    previewRetention: (retention) => ledger.call('preview-retention', retention),
    exportExchanges: (request) => ledger.call('export', request),
    cancelExport: () => ledger.call('cancel-export', undefined),
    readLog: (query) => ledger.call('read-log', query),
  };
}

import { create } from 'zustand';
import type { ExchangeFilter } from '../../../shared/model/exchange-filter';
import type { ExportFormat, ExportReport } from '../../../shared/model/ledger-info';
import { call } from '../../api/api';
import { formatBytes } from '../../format/format-bytes';
import { countOf } from '../../format/format-tokens';
import { reportFailure, runAction, useNoticesStore } from '../../state/notices-store';

interface ExportStore {
  running: boolean;
  run(format: ExportFormat, filter: ExchangeFilter, bodies: boolean): Promise<void>;
  cancel(): void;
}

/** The export that runs. It goes on while other pages are looked at, and says when it is done. */
export const useExportStore = create<ExportStore>()((set) => ({
  running: false,
  async run(format, filter, bodies) {
    set({ running: true });
    try {
      const report = await call('export.run', { format, filter, bodies });
      if (report !== null) tellDone(report);
    } catch (error) {
      reportFailure(error);
    }
    set({ running: false });
  },
  cancel: () => void runAction(() => call('export.cancel')),
}));

function tellDone({ file, exchanges, bytes }: ExportReport): void {
  const message = `${countOf(exchanges, 'request')} written to ${file} (${formatBytes(bytes)}).`;
  useNoticesStore.getState().add({ id: `export ${file}`, level: 'info', message });
}

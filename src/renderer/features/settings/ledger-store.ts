import { create } from 'zustand';
import type { Retention } from '../../../shared/config/logging-config';
import { toAppErrorData } from '../../../shared/errors';
import type { LedgerInfo, RetentionPreview, RetentionReport } from '../../../shared/model/ledger-info';
import { call } from '../../api/api';
import { reportFailure } from '../../state/notices-store';
import { LOADING, type Loadable } from '../../state/loadable';

interface LedgerStore {
  info: Loadable<LedgerInfo>;
  /** What the retention in the fields would delete now. */
  preview: Loadable<RetentionPreview>;
  /** True while things are deleted. */
  deleting: boolean;
  /** What was deleted last, by the user's wish. */
  report: RetentionReport | null;
  /** Asks how large the ledger is, and what a retention would delete. The last question counts. */
  ask(retention: Retention): Promise<void>;
  save(retention: Retention): Promise<void>;
  /** Deletes at once what the retention of the config names. */
  deleteNow(retention: Retention): Promise<void>;
}

/** The ledger as the settings show it. */
export const useLedgerStore = create<LedgerStore>()((set, get) => {
  let question = 0;
  return {
    info: LOADING,
    preview: LOADING,
    deleting: false,
    report: null,
    async ask(retention) {
      const asked = ++question;
      try {
        const [info, preview] = await Promise.all([call('ledger.info'), call('retention.preview', { retention })]);
        if (asked === question) set({ info: { phase: 'ready', value: info }, preview: { phase: 'ready', value: preview } });
      } catch (error) {
        const failed = { phase: 'failed', error: toAppErrorData(error) } as const;
        if (asked === question) set({ info: failed, preview: failed });
      }
    },
    async save(retention) {
      set({ report: null });
      await call('retention.save', { retention }).catch(reportFailure);
    },
    async deleteNow(retention) {
      set({ deleting: true, report: null });
      try {
        set({ report: await call('retention.apply-now') });
      } catch (error) {
        reportFailure(error);
      }
      set({ deleting: false });
      await get().ask(retention);
    },
  };
});

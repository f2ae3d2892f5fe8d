import type { ProxyStatus } from '../../shared/model/proxy-status';
import type { TodaySpend } from '../../shared/model/spend';

/** What the tray shows. */
export interface TrayView {
  status: ProxyStatus;
  /** Null until the ledger has been read. */
  spend: TodaySpend | null;
  /** Requests that are running. */
  inFlight: number;
}

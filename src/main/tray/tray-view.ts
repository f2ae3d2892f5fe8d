import type { ProviderSummary } from '../../shared/model/provider';
import type { ProxyStatus } from '../../shared/model/proxy-status';
import type { TodaySpend } from '../../shared/model/spend';

/** What the tray shows. */
export interface TrayView {
  status: ProxyStatus;
  /** Where everything goes while routing is paused; null: to default's first target. */
  pauseTarget: string | null;
  providers: readonly Pick<ProviderSummary, 'id' | 'name' | 'enabled'>[];
  /** Null until the ledger has been read. */
  spend: TodaySpend | null;
  /** Requests that are running. */
  inFlight: number;
}

import type { Host } from '../../host';
import type { TodaySpend } from '../../shared/model/spend';

/** Milliseconds between two looks at the ledger; the tooltip need not follow every token. */
const INTERVAL_MS = 3_000;

export interface TrayFigures {
  read(): { spend: TodaySpend | null; inFlight: number };
}

/** Follows spend and requests in flight for the tray; `changed` is called at most once an interval, and only while requests pass. */
export function followFigures(host: Host, changed: () => void): TrayFigures {
  const inFlight = new Set<string>();
  let spend: TodaySpend | null = null;
  let timer: NodeJS.Timeout | null = null;

  const look = async () => {
    timer = null;
    // A ledger that can't answer leaves the last figure standing; its failure is told elsewhere.
    spend = await host.spendToday().catch(() => spend);
    changed();
  };

  function lookSoon(): void {
    timer ??= setTimeout(() => void look(), INTERVAL_MS);
  }

  host.on('exchanges', (exchanges) => {
    for (const { id, outcome } of exchanges) {
      if (outcome === 'in-flight') inFlight.add(id);
      else inFlight.delete(id);
    }
    lookSoon();
  });
  host.on('costsChanged', lookSoon);
  return { read: () => ({ spend, inFlight: inFlight.size }) };
}

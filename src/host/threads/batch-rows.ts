import type { Exchange } from '../../shared/model/exchange';

export interface RowBatch {
  add(exchange: Exchange): void;
  /** Sends what waits, at once. */
  flush(): void;
}

/** Gathers rows for the screens: at most one batch in `intervalMs`, each row at most once in it, as it is by then. */
export function batchRows(intervalMs: number, send: (exchanges: Exchange[]) => void): RowBatch {
  const waiting = new Map<string, Exchange>();
  let timer: NodeJS.Timeout | null = null;

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    if (waiting.size === 0) return;
    const exchanges = [...waiting.values()];
    waiting.clear();
    // Whatever comes within the interval after a batch waits for the next.
    timer = setTimeout(flush, intervalMs);
    send(exchanges);
  }

  return {
    add(exchange) {
      waiting.set(exchange.id, exchange);
      timer ??= setTimeout(flush, 0);
    },
    flush,
  };
}

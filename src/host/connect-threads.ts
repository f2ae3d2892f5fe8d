import { MessageChannel } from 'node:worker_threads';
import type { LedgerClient } from './threads/ledger-client';
import type { ProxyClient } from './threads/proxy-client';

/**
 * Lays a new line from the proxy straight to the ledger thread, so that no row passes through the main thread. Needed
 * again whenever one of the two was started anew. A thread that is down at the moment gets its line when it is back.
 */
export function connectThreads(proxy: ProxyClient, ledger: LedgerClient): void {
  const { port1, port2 } = new MessageChannel();
  ledger.call('connect-proxy', { port: port1 }, [port1]).catch(() => port1.close());
  proxy.call('connect-ledger', { port: port2 }, [port2]).catch(() => port2.close());
}

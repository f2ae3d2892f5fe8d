import { join } from 'node:path';
import { createProxyService, type ProxyCalls, type ProxyThreadData, type ProxyThreadEvent } from './proxy-service';
import { superviseThread, type SupervisedThread } from './supervise-thread';
import type { CallHandlers } from './thread-calls';

export interface ProxyClientOptions {
  place: 'worker' | 'inline';
  /** Holds the built thread scripts. */
  threadFolder: string;
  dataFolder: string;
  version: string;
  onEvent(event: ProxyThreadEvent): void;
  onDied(cause: string, forGood: boolean): void;
  onRestarted(): void;
}

/** The proxy as the host sees it, wherever it runs. */
export type ProxyClient = SupervisedThread<ProxyCalls>;

/** A proxy on a thread of its own that is started again when it dies, or one on the calling thread (headless). */
export function createProxyClient({
  place,
  threadFolder,
  dataFolder,
  version,
  onEvent,
  onDied,
  onRestarted,
}: ProxyClientOptions): ProxyClient {
  const data: ProxyThreadData = {
    version,
    countThread: join(threadFolder, 'count-thread.js'),
    routerThread: join(threadFolder, 'router-thread.js'),
    configFolder: dataFolder,
    breakersFile: join(dataFolder, 'breakers.json'),
  };
  if (place === 'inline') return callInline(data, onEvent);
  return superviseThread<ProxyCalls>({
    name: 'proxy',
    script: join(threadFolder, 'proxy-thread.js'),
    workerData: data,
    onEvent,
    onDied,
    onRestarted,
  });
}

function callInline(data: ProxyThreadData, onEvent: ProxyClientOptions['onEvent']): ProxyClient {
  let service: CallHandlers<ProxyCalls> | null = null;
  return {
    start() {
      if (service) return false;
      service = createProxyService(data, onEvent);
      return true;
    },
    async call(name, input) {
      if (!service) throw new Error('The proxy was called before it was started.');
      return service[name](input);
    },
    async stop() {
      service = null;
    },
  };
}

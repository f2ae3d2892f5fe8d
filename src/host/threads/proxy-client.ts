import { join } from 'node:path';
import { createProxyService, type ProxyCalls, type ProxyThreadData } from './proxy-service';
import { superviseThread, type SupervisedThread } from './supervise-thread';
import type { CallHandlers } from './thread-calls';

export interface ProxyClientOptions {
  place: 'worker' | 'inline';
  /** Holds the built thread scripts. */
  threadFolder: string;
  dataFolder: string;
  version: string;
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
  if (place === 'inline') return callInline(data);
  return superviseThread<ProxyCalls>({
    name: 'proxy',
    script: join(threadFolder, 'proxy-thread.js'),
    workerData: data,
    onEvent: () => {},
    onDied,
    onRestarted,
  });
}

function callInline(data: ProxyThreadData): ProxyClient {
  let service: CallHandlers<ProxyCalls> | null = null;
  return {
    start() {
      if (service) return false;
      service = createProxyService(data);
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

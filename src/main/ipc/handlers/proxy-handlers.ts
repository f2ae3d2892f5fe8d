import type { Handlers } from '../../../shared/ipc/contract';
import type { HandlerContext } from './handler-context';

export function createProxyHandlers({ host }: HandlerContext) {
  const statusAfter = async (change: Promise<void>) => {
    await change;
    return host.state().proxy;
  };
  return {
    'proxy.start': () => statusAfter(host.startRouting()),
    'proxy.stop': () => statusAfter(host.stopRouting()),
    'proxy.pause': () => statusAfter(host.pauseRouting()),
    'proxy.use-port': ({ port }) => statusAfter(host.usePort(port)),
  } satisfies Partial<Handlers>;
}

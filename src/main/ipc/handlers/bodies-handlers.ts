import type { Handlers } from '../../../shared/ipc/contract';
import type { HandlerContext } from './handler-context';

export function createBodiesHandlers({ host }: HandlerContext) {
  return {
    'exchanges.bodies': ({ id }) => host.readBodies(id),
  } satisfies Partial<Handlers>;
}

import type { Handlers } from '../../../shared/ipc/contract';
import { openFolder } from '../open-folder';
import type { HandlerContext } from './handler-context';

export function createLogHandlers({ host }: HandlerContext) {
  return {
    'logging.save': ({ logging }) => host.saveLogging(logging),
    'logs.read': (query) => host.readLog(query),
    'logs.watch': ({ name }) => host.watchLog(name),
    'logs.open-folder': () => openFolder(host.logFolder()),
  } satisfies Partial<Handlers>;
}

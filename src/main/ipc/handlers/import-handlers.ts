import type { Handlers } from '../../../shared/ipc/contract';
import type { HandlerContext } from './handler-context';

export function createImportHandlers({ host }: HandlerContext) {
  return {
    'import.preview': ({ path }) => host.importConfig(path, { dryRun: true }),
    'import.apply': ({ path }) => host.importConfig(path, { dryRun: false }),
  } satisfies Partial<Handlers>;
}

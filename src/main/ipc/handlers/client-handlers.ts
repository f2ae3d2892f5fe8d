import { clipboard } from 'electron';
import type { Handlers } from '../../../shared/ipc/contract';
import { buildClientLines } from '../../client/client-lines';
import { sendTrial } from '../../client/send-trial';
import type { HandlerContext } from './handler-context';

export function createClientHandlers({ host }: HandlerContext) {
  return {
    'client.copy-lines': async () => clipboard.writeText(buildClientLines(host.clientConnection(), process.platform)),
    'client.copy-address': async () => clipboard.writeText(host.clientConnection().address),
    'client.send-trial': () => sendTrial(host.clientConnection(), host.state().version),
  } satisfies Partial<Handlers>;
}

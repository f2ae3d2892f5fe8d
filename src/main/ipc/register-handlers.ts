import { ipcMain, type WebFrameMain } from 'electron';
import { AppError, toAppErrorData } from '../../shared/errors';
import { calls, type CallName, type Handlers } from '../../shared/ipc/contract';
import { answerCall } from './answer-call';

/** Answers every call of the contract, for frames that `isOurs` accepts (our window's main frame on our own page). */
export function registerHandlers(handlers: Handlers, isOurs: (frame: WebFrameMain | null) => boolean): void {
  for (const name of Object.keys(calls) as CallName[]) {
    ipcMain.handle(name, (event, input: unknown) =>
      isOurs(event.senderFrame)
        ? answerCall(handlers, name, input)
        : {
            ok: false,
            error: toAppErrorData(new AppError('not-allowed', `${name} was refused: only Switchyard's own window may call it.`)),
          },
    );
  }
}

import { AppError, toAppErrorData } from '../../shared/errors';
import { findPortOwner } from '../port-owner';

/** Turns what `listen` rejected with into an AppError that says who holds the port, or why it can't be opened. */
export async function explainListenError(error: unknown, host: string, port: number): Promise<AppError> {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE': {
      const owner = await findPortOwner(port);
      const holder = owner ? `by ${owner.name} (process ${owner.pid})` : 'by another program';
      return new AppError('port-taken', `Port ${port} is taken ${holder}.`, 'End that program, or listen on another port.');
    }
    case 'EACCES':
      return new AppError(
        'port-refused',
        `The system does not allow Switchyard to listen on port ${port}.`,
        'Choose a port above 1023 that the system has not reserved.',
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return new AppError(
        'address-refused',
        `This machine has no address ${host} to listen on.`,
        'Set listen.host in config.json to 127.0.0.1 or to an address of this machine.',
      );
    default:
      return new AppError('internal', `${host}:${port} could not be opened: ${toAppErrorData(error).message}`, undefined, {
        cause: error,
      });
  }
}

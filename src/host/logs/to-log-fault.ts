import { AppError } from '../../shared/errors';
import { describeSystemError } from '../config/describe-system-error';

/** What is told when the logs of a folder cannot be read. */
export function toLogFault(folder: string, error: unknown): AppError {
  const message = `The logs in ${folder} cannot be read: ${describeSystemError(error)}.`;
  return new AppError('internal', message, 'Check that it is a folder, and who may read it.');
}

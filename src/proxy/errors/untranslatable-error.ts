import { ProxyError } from './proxy-error';

/**
 * A request that asks for what only servers of its own dialect can do. There it goes through as it is; for any other target the
 * message is the answer: it says what, and what to send instead.
 */
export class UntranslatableError extends ProxyError {
  constructor(message: string) {
    super({ status: 400, type: 'invalid_request_error', message });
    this.name = 'UntranslatableError';
  }
}

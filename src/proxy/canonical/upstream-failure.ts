import type { ErrorType } from '../errors/proxy-error';

/** The upstream's own words for why it gave up in the middle of an answer. */
export class UpstreamFailure extends Error {
  constructor(
    message: string,
    readonly type: ErrorType | undefined,
  ) {
    super(message);
    this.name = 'UpstreamFailure';
  }
}

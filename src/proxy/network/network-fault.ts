import type { ProviderTestStep } from '../../shared/model/provider';

/** What a call failed at on our own side of the provider: at the proxy, or at a setting. Holds no password. */
export class NetworkFault extends Error {
  readonly step: ProviderTestStep;
  readonly timedOut: boolean;

  /** `sentence` is whole and can be shown as it is. */
  constructor(step: ProviderTestStep, sentence: string, options: { timedOut?: boolean; cause?: unknown } = {}) {
    super(sentence, { cause: options.cause });
    this.name = 'NetworkFault';
    this.step = step;
    this.timedOut = options.timedOut ?? false;
  }
}

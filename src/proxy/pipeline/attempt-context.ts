import type { Agent } from 'undici';
import type { StreamBuilder } from '../dialects/dialect';
import { endSentence } from '../../shared/end-sentence';
import { hideKey } from '../errors/hide-key';
import { UpstreamError, type UpstreamErrorOptions } from '../errors/upstream-error';
import type { ClientStream, Reply } from './client-answer';
import type { Routed, Target } from './exchange';
import type { Recorder } from './record';

/** All that one attempt works with, on either lane. */
export interface AttemptContext {
  routed: Routed;
  target: Target;
  agent: Agent;
  recorder: Recorder;
  reply: Reply;
  /** Present when the client asked for a stream; shared by the attempts of an exchange. */
  stream: { client: ClientStream; builder: StreamBuilder } | null;
}

/** An upstream that broke off or spoke nonsense in an answer that began with 200; `kind` where it said more of what it was. */
export function brokenAnswer(target: Target, what: string, kind: Partial<UpstreamErrorOptions> = {}): UpstreamError {
  return new UpstreamError({
    status: 502,
    type: 'api_error',
    message: endSentence(hideKey(`${target.provider.name} ${what}`, target.key.value)),
    nextTargetMayHelp: true,
    upstreamStatus: 200,
    ...kind,
  });
}

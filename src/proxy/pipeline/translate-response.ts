import { createStreamNormaliser, type NormaliserOptions } from '../canonical/normalise-stream';
import type { BlockEvent, UpstreamEvent } from '../canonical/response';
import type { UsageReport } from '../canonical/usage-report';
import { UpstreamFailure } from '../canonical/upstream-failure';
import type { StreamBuilder, StreamFrame, StreamParser } from '../dialects/dialect';
import type { Usage } from '../../shared/model/usage';

/** What a piece of the upstream's stream means for the client and for the record. */
export interface TranslatedPiece {
  /** Text for the client; '' when there is nothing to say yet. */
  text: string;
  characters: number;
  usage: UsageReport | null;
  stopReason: string | null;
}

/** Turns an upstream stream into the client's, frame by frame. Pure: no clock, no I/O. */
export interface ResponseTranslator {
  /** Throws an UpstreamFailure when the upstream reports one. */
  push(frame: StreamFrame): TranslatedPiece;
  /** True once the upstream has said that the answer is complete. */
  complete(): boolean;
  /** The rest of the answer, with the usage that its client is told. */
  finish(usage: Usage): TranslatedPiece;
}

export interface TranslationOptions extends NormaliserOptions {
  parser: StreamParser;
  builder: StreamBuilder;
  /** Tokens; seeds the usage of the first record, which some clients show at once (pitfall 47). */
  inputEstimate: number;
  /** Sees every event on its way to the client. */
  watch(event: BlockEvent): void;
}

export function translateResponse(options: TranslationOptions): ResponseTranslator {
  const { parser, builder, inputEstimate, watch } = options;
  const normaliser = createStreamNormaliser(options);
  let started = false;
  let stopSeen = false;
  let ended = false;

  /** message_start waits for the first content, so that a fallback stays possible until then. */
  function begin(): string {
    if (started) return '';
    started = true;
    return builder.start(inputEstimate);
  }

  function build(events: BlockEvent[]): string {
    if (events.length === 0) return '';
    let text = begin();
    for (const event of events) {
      watch(event);
      text += builder.block(event);
    }
    return text;
  }

  return {
    complete: () => ended || stopSeen,
    push(frame) {
      const piece: TranslatedPiece = { text: '', characters: 0, usage: null, stopReason: null };
      for (const event of parser.push(frame)) {
        if (event.type === 'failure') throw new UpstreamFailure(event.message, event.errorType);
        if (event.type === 'end') ended = true;
        if (event.type === 'usage') piece.usage = event;
        if (event.type === 'stop') stopSeen = true;
        piece.characters += countCharacters(event);
        piece.text += build(normaliser.push(event));
      }
      return piece;
    },
    finish(usage) {
      const events = normaliser.finish();
      const finish = events.at(-1);
      const stopReason = finish?.type === 'finish' ? finish.reason : null;
      const text = begin() + build(events) + builder.end(usage);
      return { text, characters: 0, usage: null, stopReason };
    },
  };
}

function countCharacters(event: UpstreamEvent): number {
  if (event.type === 'text' || event.type === 'thinking') return event.text.length;
  return event.type === 'tool-arguments' ? event.json.length : 0;
}

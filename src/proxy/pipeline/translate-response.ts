import { createStreamNormaliser } from '../canonical/normalise-stream';
import type { UpstreamEvent } from '../canonical/response';
import type { SseFrame, StreamBuilder, UpstreamDialectCodec } from '../dialects/dialect';
import type { Usage } from '../../shared/model/usage';

/** What a piece of the upstream's stream means for the client and for the record. */
export interface TranslatedPiece {
  /** Text for the client; '' when there is nothing to say yet. */
  text: string;
  characters: number;
  usage: { usage: Usage; reportedCost: number | null } | null;
  stopReason: string | null;
}

/** Turns an upstream stream into the client's, frame by frame. Pure: no clock, no I/O. */
export interface ResponseTranslator {
  /** Throws an Error with the upstream's words when it reports a failure. */
  push(frame: SseFrame): TranslatedPiece;
  /** True once the upstream has said that the answer is complete. */
  readonly complete: boolean;
  /** The rest of the answer. `fallbackUsage` stands in for what the upstream did not report. */
  finish(fallbackUsage: Usage): TranslatedPiece;
}

/** `inputEstimate` (tokens) seeds the usage of the first record, which some clients show at once (pitfall 47). */
export function translateResponse(
  codec: UpstreamDialectCodec,
  builder: StreamBuilder,
  inputEstimate: number,
): ResponseTranslator {
  const parser = codec.createStreamParser();
  const normaliser = createStreamNormaliser();
  let started = false;
  let stopSeen = false;
  let ended = false;
  let usage: { usage: Usage; reportedCost: number | null } | null = null;

  /** message_start waits for the first content, so that a fallback stays possible until then. */
  function begin(): string {
    if (started) return '';
    started = true;
    return builder.start(inputEstimate);
  }

  function build(event: UpstreamEvent): string {
    const blocks = normaliser.push(event).map((block) => builder.block(block));
    return blocks.length === 0 ? '' : begin() + blocks.join('');
  }

  return {
    get complete() {
      return ended || stopSeen;
    },
    push(frame) {
      const piece: TranslatedPiece = { text: '', characters: 0, usage: null, stopReason: null };
      for (const event of parser.push(frame)) {
        if (event.type === 'failure') throw new Error(event.message);
        if (event.type === 'end') ended = true;
        if (event.type === 'usage') usage = piece.usage = { usage: event.usage, reportedCost: event.reportedCost };
        if (event.type === 'stop') stopSeen = true;
        piece.characters += countCharacters(event);
        piece.text += build(event);
      }
      return piece;
    },
    finish(fallbackUsage) {
      const events = normaliser.finish();
      const finish = events.at(-1);
      const stopReason = finish?.type === 'finish' ? finish.reason : null;
      const text =
        begin() + events.map((event) => builder.block(event)).join('') + builder.end(fillIn(usage?.usage, fallbackUsage));
      return { text, characters: 0, usage: null, stopReason };
    },
  };
}

function fillIn(usage: Usage | undefined, fallback: Usage): Usage {
  if (!usage) return fallback;
  return { ...usage, input: usage.input ?? fallback.input, output: usage.output ?? fallback.output };
}

function countCharacters(event: UpstreamEvent): number {
  if (event.type === 'text' || event.type === 'thinking') return event.text.length;
  return event.type === 'tool-arguments' ? event.json.length : 0;
}

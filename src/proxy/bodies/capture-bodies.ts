import type { CapturedBodies } from '../../shared/model/captured-bodies';
import { isFailedAttempt, type Exchange } from '../../shared/model/exchange';
import type { Privacy } from '../pipeline/find-privacy';
import { createByteCollector, type ByteCollector, type HeldBytes } from './collect-bytes';
import { packBodies, type BodyInPieces } from './pack-bodies';

/** Bytes that all running exchanges together may hold beside what they need themselves; beyond it bodies are only counted. */
const MOST_HELD = 64_000_000;

/** Holds the bodies of one exchange until it has ended. Pieces are held by reference: nobody may change one after it was handed in. */
export interface BodyCapture {
  clientRequest(body: Uint8Array, contentType: string | undefined): void;
  /** What is told from now on of upstreams is of this attempt. */
  attemptStarted(number: number): void;
  upstreamRequest(body: Uint8Array | string, contentType: string | undefined): void;
  upstreamAnswers(contentType: string | undefined): void;
  upstreamPiece(piece: Uint8Array): void;
  clientAnswers(contentType: string | undefined): void;
  clientPiece(piece: Uint8Array): void;
  /** Ends it. Gives what may be kept; null where that is nothing, since it is private. */
  finish(exchange: Pick<Exchange, 'id' | 'startedAt' | 'outcome' | 'attempts'>, privacy: Privacy): CapturedBodies | null;
}

/** What the config says of bodies, and what must not be kept of them. */
export interface CaptureSettings {
  limit: number;
  secrets: readonly string[];
  patterns: readonly string[];
}

interface OpenBody extends Pick<BodyInPieces, 'kind' | 'attempt' | 'contentType'> {
  collector: ByteCollector;
}

export type CaptureMaker = (settings: CaptureSettings) => BodyCapture;

/** Makes the captures of one proxy, which share the room that there is. */
export function createCaptureMaker(held: HeldBytes = { now: 0, most: MOST_HELD }): CaptureMaker {
  return ({ limit, secrets, patterns }) => {
    const bodies: OpenBody[] = [];
    let attempt = 0;
    let upstreamAnswer: OpenBody | null = null;
    let clientAnswer: OpenBody | null = null;

    function open(kind: BodyInPieces['kind'], of: number | null, contentType: string | undefined): OpenBody {
      const body = { kind, attempt: of, contentType: contentType ?? null, collector: createByteCollector(limit, held) };
      bodies.push(body);
      return body;
    }

    return {
      clientRequest(body, contentType) {
        open('client-request', null, contentType).collector.add(body);
      },
      attemptStarted(number) {
        attempt = number;
        upstreamAnswer = null;
      },
      upstreamRequest(body, contentType) {
        const bytes = typeof body === 'string' ? Buffer.from(body) : body;
        open('upstream-request', attempt, contentType).collector.add(bytes);
      },
      upstreamAnswers(contentType) {
        upstreamAnswer = open('upstream-response', attempt, contentType);
      },
      upstreamPiece(piece) {
        upstreamAnswer?.collector.add(piece);
      },
      clientAnswers(contentType) {
        clientAnswer = open('client-response', null, contentType);
      },
      clientPiece(piece) {
        clientAnswer?.collector.add(piece);
      },
      finish(exchange, privacy) {
        const { id, startedAt } = exchange;
        const kept = privacy.private
          ? null
          : {
              exchangeId: id,
              startedAt,
              onDisk: isForDisk(exchange, privacy),
              limit,
              secrets,
              patterns,
              ...packBodies(bodies.map(readPieces)),
            };
        for (const { collector } of bodies) collector.release();
        bodies.length = 0;
        return kept;
      },
    };
  };
}

/** A request that came through by a fallback failed somewhere, and what was answered there is what one wants to see. */
function isForDisk({ outcome, attempts }: Pick<Exchange, 'outcome' | 'attempts'>, { bodies }: Privacy): boolean {
  if (bodies === 'errors') return outcome === 'failed' || attempts.some(isFailedAttempt);
  return bodies === 'all';
}

function readPieces({ collector, ...body }: OpenBody): BodyInPieces {
  return { ...body, size: collector.size(), ...collector.pieces() };
}

import type { UsageReport } from '../../canonical/usage-report';
import type { PassthroughAnswer, PassthroughReader, PassthroughSight, StreamFrame, UsageQuirks } from '../dialect';
import { readErrorMessage } from '../read-error-message';
import { isRecord, type WireRecord } from './is-record';
import { createUsageReader, readUsage } from './read-usage';

/**
 * Reads usage, stop reason, signatures and failures out of a Messages stream that passes by. Deltas are counted, not
 * parsed as JSON, but for the one that holds a signature.
 */
export function createPassthroughReader(quirks?: UsageQuirks): PassthroughReader {
  const usage = createUsageReader(quirks);
  return {
    push({ event, data }: StreamFrame): PassthroughSight[] {
      switch (event ?? guessEvent(data)) {
        case 'content_block_start':
          return [{ type: 'content', characters: 0 }, ...readStartSignature(data)];
        case 'content_block_delta':
          return [{ type: 'content', characters: Math.max(0, data.length - DELTA_OVERHEAD) }, ...readDeltaSignature(data)];
        case 'message_start': {
          const message = parse(data).message;
          return usageSights(isRecord(message) ? usage.start(message.usage) : null);
        }
        case 'message_delta': {
          const { delta, usage: part } = parse(data);
          const stop = isRecord(delta) ? delta.stop_reason : null;
          const stops: PassthroughSight[] = typeof stop === 'string' ? [{ type: 'stop', reason: stop }] : [];
          return [...usageSights(usage.update(part)), ...stops];
        }
        case 'message_stop':
          return [{ type: 'end' }];
        case 'error':
          return [readFailureSight(data)];
        default:
          return [];
      }
    },
  };
}

/** About what the JSON around a delta's text takes, in characters. */
const DELTA_OVERHEAD = 84;

/** Some servers leave out the `event:` line (pitfall 50); the data says the same. An error may come as bare data (pitfall 56). */
function guessEvent(data: string): unknown {
  const first = /^\s*\{\s*"type"\s*:\s*"([a-z_]+)"/.exec(data)?.[1];
  if (first !== undefined) return first;
  const { type, error } = parse(data);
  return type ?? (error === undefined ? undefined : 'error');
}

/** Figures and signatures of a whole Messages response; null when it holds no usage. */
export function readResponse(body: unknown, quirks?: UsageQuirks): PassthroughAnswer | null {
  if (!isRecord(body) || !isRecord(body.usage)) return null;
  return {
    ...readUsage(body.usage, quirks),
    stopReason: typeof body.stop_reason === 'string' ? body.stop_reason : null,
    signatures: Array.isArray(body.content) ? body.content.flatMap(readSignature) : [],
  };
}

function readStartSignature(data: string): PassthroughSight[] {
  if (!data.includes('thinking')) return [];
  return readSignature(parse(data).content_block).map((signature) => ({ type: 'signature', signature }));
}

function readDeltaSignature(data: string): PassthroughSight[] {
  if (!data.includes('"signature_delta"')) return [];
  const { delta } = parse(data);
  if (!isRecord(delta) || delta.type !== 'signature_delta') return [];
  return typeof delta.signature === 'string' && delta.signature !== '' ? [{ type: 'signature', signature: delta.signature }] : [];
}

/** What binds a block of reasoning to its maker: its signature, or all of it where it is redacted. */
function readSignature(block: unknown): string[] {
  if (!isRecord(block)) return [];
  const seal = block.type === 'thinking' ? block.signature : block.type === 'redacted_thinking' ? block.data : undefined;
  return typeof seal === 'string' && seal !== '' ? [seal] : [];
}

function readFailureSight(data: string): PassthroughSight {
  const { error } = parse(data);
  const type = isRecord(error) ? error.type : undefined;
  return {
    type: 'failure',
    errorType: typeof type === 'string' ? type : 'api_error',
    message: readErrorMessage(data) ?? 'no reason given',
  };
}

function usageSights(read: UsageReport | null): PassthroughSight[] {
  return read === null ? [] : [{ type: 'usage', ...read }];
}

/** The record as an object; an empty one when it is none. */
function parse(data: string): WireRecord {
  try {
    const value: unknown = JSON.parse(data);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

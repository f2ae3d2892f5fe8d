import { createParser } from 'eventsource-parser';
import type { StreamFrame, UpstreamDialectCodec } from '../dialects/dialect';

/** Longest record of a stream, in characters: an upstream that never ends one is broken, and would fill the memory. */
const LONGEST_RECORD = 32 * 1024 * 1024;

/** Cuts a byte stream into records, whatever its chunk edges. Throws an Error on a record without an end. */
export interface FrameReader {
  push(bytes: Uint8Array): StreamFrame[];
  /** What is left when the bytes end; a last line needs no line end. */
  end(): StreamFrame[];
}

/** Server-sent events, or lines of JSON. */
export function createFrameReader(framing: UpstreamDialectCodec['framing'] = 'sse'): FrameReader {
  return framing === 'sse' ? createEventReader() : createLineReader();
}

function createEventReader(): FrameReader {
  const decoder = new TextDecoder();
  let frames: StreamFrame[] = [];
  let length = 0;
  const parser = createParser({
    onEvent: ({ event, data }) => {
      length = 0;
      frames.push({ event, data });
    },
  });
  function take(text: string): StreamFrame[] {
    length += text.length;
    parser.feed(text);
    refuseEndless(length);
    const ready = frames;
    frames = [];
    return ready;
  }
  return {
    push: (bytes) => take(decoder.decode(bytes, { stream: true })),
    // A record without its blank line is no record.
    end: () => [],
  };
}

function createLineReader(): FrameReader {
  const decoder = new TextDecoder();
  let rest = '';
  const toFrames = (lines: string[]) => lines.filter((line) => line.trim() !== '').map((data) => ({ event: undefined, data }));
  return {
    push(bytes) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      refuseEndless(rest.length);
      return toFrames(lines);
    },
    end: () => toFrames([rest]),
  };
}

function refuseEndless(length: number): void {
  if (length > LONGEST_RECORD) throw new Error('a record of its stream is longer than 32 MB');
}

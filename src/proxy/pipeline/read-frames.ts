import { createParser } from 'eventsource-parser';
import type { SseFrame } from '../dialects/dialect';

/** Cuts a byte stream into server-sent events, whatever its chunk edges, line ends and comments. */
export interface FrameReader {
  push(bytes: Uint8Array): SseFrame[];
}

export function createFrameReader(): FrameReader {
  const decoder = new TextDecoder();
  let frames: SseFrame[] = [];
  const parser = createParser({ onEvent: ({ event, data }) => frames.push({ event, data }) });
  return {
    push(bytes) {
      parser.feed(decoder.decode(bytes, { stream: true }));
      const ready = frames;
      frames = [];
      return ready;
    },
  };
}

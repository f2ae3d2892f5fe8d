import type { ErrorType } from '../errors/proxy-error';

/** What the pipeline may do with the client's connection; src/proxy/server gives it. Bytes go out in order, with backpressure. */
export interface Reply {
  headersSent(): boolean;
  sendHead(status: number, headers: Record<string, string>): void;
  /** Resolves when the client has taken what was sent, or is gone. */
  write(bytes: Uint8Array | string): Promise<void>;
  end(): void;
}

/** After this much silence a streaming client is sent a ping: it gives up on 20 s without a byte (docs/sources.md, Claude Code). */
const PING_AFTER_MS = 10_000;

export interface StreamWords {
  ping(): string;
  error(type: ErrorType, message: string): string;
}

/** A streamed answer to the client: sends its head with the first bytes, and pings in silence. */
export interface ClientStream {
  /** True once a piece of the answer, not only a ping, has gone out. */
  contentSent(): boolean;
  /** Whole records only. */
  write(bytes: Uint8Array | string): Promise<void>;
  /** One well-formed error event, and the end: never a clean end that was none. */
  fail(type: ErrorType, message: string): void;
  end(): void;
  /** Stops the pings; call it whatever happens. */
  release(): void;
}

export function createClientStream(reply: Reply, requestId: string, words: StreamWords): ClientStream {
  let contentSent = false;
  let lastWriteAt = performance.now();

  function sendHead(): void {
    if (reply.headersSent()) return;
    reply.sendHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'request-id': requestId,
    });
  }

  // Writes are whole records, so a ping is always between two. Only while an upstream is being listened to: its own time limit
  // ends the silence.
  const timer = setInterval(() => {
    if (performance.now() - lastWriteAt < PING_AFTER_MS) return;
    sendHead();
    lastWriteAt = performance.now();
    void reply.write(words.ping());
  }, PING_AFTER_MS / 10);

  return {
    contentSent: () => contentSent,
    async write(bytes) {
      if (bytes.length === 0) return;
      sendHead();
      contentSent = true;
      lastWriteAt = performance.now();
      await reply.write(bytes);
    },
    fail(type, message) {
      sendHead();
      void reply.write(words.error(type, message));
      reply.end();
    },
    end() {
      sendHead();
      reply.end();
    },
    release() {
      clearInterval(timer);
    },
  };
}

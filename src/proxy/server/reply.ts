import type { ServerResponse } from 'node:http';
import type { Reply } from '../pipeline/client-answer';

/** The client's side of an exchange over a Node response: backpressure on write, and quiet once the client is gone. */
export function createReply(response: ServerResponse): Reply {
  // A write that crosses the client's goodbye is an error event; without a listener it would end the process.
  response.on('error', () => undefined);
  return {
    headersSent: () => response.headersSent,
    sendHead(status, headers) {
      // It leaves with the first bytes that follow, in one packet.
      response.writeHead(status, headers);
    },
    async write(bytes) {
      if (response.destroyed || bytes.length === 0) return;
      if (!response.write(bytes)) await untilDrained(response);
    },
    end() {
      if (!response.destroyed) response.end();
    },
  };
}

function untilDrained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}

/** Aborts when the client closes the connection before its answer is complete. */
export function abortOnClose(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

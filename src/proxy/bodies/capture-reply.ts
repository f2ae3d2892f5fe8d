import type { Reply } from '../pipeline/client-answer';
import type { BodyCapture } from './capture-bodies';

/** A client's connection, of which what is written to it is told to the capture. */
export function captureReply(reply: Reply, capture: Pick<BodyCapture, 'clientAnswers' | 'clientPiece'>): Reply {
  return {
    headersSent: () => reply.headersSent(),
    sendHead(status, headers) {
      capture.clientAnswers(headers['content-type']);
      reply.sendHead(status, headers);
    },
    write(bytes) {
      // Made into bytes here and not at the socket, so that it is done once.
      const piece = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
      capture.clientPiece(piece);
      return reply.write(piece);
    },
    end: () => reply.end(),
  };
}

import type { Socket } from 'node:net';

/** No proxy says more before it lets us through, in bytes. */
const LONGEST = 16 * 1024;

/**
 * Reads as many bytes as `findEnd` asks for; what comes after them stays in the socket. `findEnd` says where the reply
 * ends, or null while it is not whole. Rejects when the connection ends before, or on abort.
 */
export async function readReply(socket: Socket, signal: AbortSignal, findEnd: (bytes: Buffer) => number | null): Promise<Buffer> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    const piece = socket.read() as Buffer | null;
    if (piece === null) {
      await untilReadable(socket, signal);
      continue;
    }
    bytes = Buffer.concat([bytes, piece]);
    const end = findEnd(bytes);
    if (end !== null && bytes.length >= end) {
      if (bytes.length > end) socket.unshift(bytes.subarray(end));
      return bytes.subarray(0, end);
    }
    if (bytes.length > LONGEST) throw new Error('its reply has no end');
  }
}

function untilReadable(socket: Socket, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const closed = () => settle(new Error('it closed the connection'));
    const aborted = () => settle(new Error('it did not answer in time'));
    const ready = () => settle(null);
    function settle(error: Error | null): void {
      socket.off('readable', ready).off('end', closed).off('close', closed).off('error', settle);
      signal.removeEventListener('abort', aborted);
      if (error === null) resolve();
      else reject(error);
    }
    if (signal.aborted) return aborted();
    if (socket.destroyed || socket.readableEnded) return closed();
    socket.on('readable', ready).on('end', closed).on('close', closed).on('error', settle);
    signal.addEventListener('abort', aborted);
  });
}

import type { IncomingMessage } from 'node:http';

export type ReadBody = { kind: 'text'; text: string } | { kind: 'too-large' };

/** The body of a request as text, up to a limit in bytes. Rejects when the client goes away in the middle. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<ReadBody> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limitBytes) return { kind: 'too-large' };
    chunks.push(chunk);
  }
  return { kind: 'text', text: Buffer.concat(chunks).toString('utf8') };
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sendTrial } from './send-trial';

let server: Server | null = null;
afterEach(async () => {
  const open = server;
  server = null;
  if (open !== null) await new Promise((resolve) => open.close(resolve));
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const started = createServer(answer);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
}

const event = (data: { type: string; [field: string]: unknown }) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`;
const textDelta = (text: string) => event({ type: 'content_block_delta', delta: { type: 'text_delta', text } });

describe('sendTrial', () => {
  it('asks as a client does and reads the streamed text', async () => {
    let seen: IncomingMessage['headers'] = {};
    let path: string | undefined;
    const address = await serve((request, response) => {
      seen = request.headers;
      path = request.url;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(textDelta('A yard ') + event({ type: 'ping' }) + textDelta('of tracks.') + event({ type: 'message_stop' }));
    });
    expect(await sendTrial({ address, token: 'sy-1' }, '9.9.9')).toEqual({ status: 200, text: 'A yard of tracks.' });
    expect(path).toBe('/v1/messages');
    expect(seen).toMatchObject({ authorization: 'Bearer sy-1', 'user-agent': 'switchyard-trial/9.9.9' });
  });

  it('gives an error answer in its own words', async () => {
    const address = await serve((_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message: 'No default route is set.' } }),
      );
    });
    expect(await sendTrial({ address, token: null }, '1')).toEqual({ status: 400, text: 'No default route is set.' });
  });

  it('tells of a stream that ends in an error', async () => {
    const address = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(textDelta('Half. ') + event({ type: 'error', error: { message: 'The provider broke off.' } }));
    });
    expect(await sendTrial({ address, token: null }, '1')).toEqual({ status: 200, text: 'Half. The provider broke off.' });
  });

  it('says so when nothing listens', async () => {
    const address = await serve(() => undefined);
    const closing = server;
    server = null;
    await new Promise((resolve) => closing?.close(resolve));
    await expect(sendTrial({ address, token: null }, '1')).rejects.toMatchObject({
      message: `The trial request got no answer from ${address}.`,
    });
  });
});

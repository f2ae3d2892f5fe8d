import type { Readable } from 'node:stream';
import { callHttp, createHttpAgent, destroyHttpAgent } from './http-client';
import { findWay } from './network/find-way';
import { explainConnectionError } from './providers/explain-connection-error';
import type { SharedNetwork } from './providers/resolve-provider';

export interface TextRequest {
  url: string;
  /** As the sentences call the server. */
  name: string;
  /** The user's, by which providers are called too. */
  network: SharedNetwork;
  /** For the whole answer, in ms. */
  limitMs: number;
  /** A longer answer is given up. */
  mostBytes: number;
}

/** What came, or in one sentence why it did not. */
export type FetchedText = { ok: true; text: string } | { ok: false; sentence: string };

/** Fetches one document by GET on the way that providers are called. Redirects are not followed. Never rejects. */
export async function fetchText({ url, name, network, limitMs, mostBytes }: TextRequest): Promise<FetchedText> {
  const refuse = (sentence: string): FetchedText => ({ ok: false, sentence });
  const agent = createHttpAgent({});
  try {
    const way = findWay({ ...network, proxy: undefined, caFile: undefined, connectMs: undefined }, url);
    const signal = AbortSignal.timeout(limitMs);
    const { statusCode, body } = await callHttp(agent, url, {
      method: 'GET',
      headers: { accept: 'application/json', 'user-agent': 'switchyard' },
      signal,
      way,
    });
    if (statusCode !== 200) return refuse(`${name} answered ${statusCode} at ${url}.`);
    const text = await readLimited(body, mostBytes);
    return text === null ? refuse(`${name} answered with more than ${mostBytes / 1_000_000} MB at ${url}.`) : { ok: true, text };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError')
      return refuse(`${name} did not answer in full within ${limitMs / 1_000} s.`);
    return refuse(explainConnectionError(error, url, name).sentence);
  } finally {
    void destroyHttpAgent(agent);
  }
}

async function readLimited(body: Readable, mostBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

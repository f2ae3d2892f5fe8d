import { parentPort } from 'node:worker_threads';
import type { CountAnswer, CountOrder } from './counting-thread';
import { loadEncoding, type CountTokens } from './load-encoding';
import type { Encoding } from './model-family';

if (!parentPort) throw new Error('This script runs as a worker thread only.');
const port = parentPort;
const loaded = new Map<Encoding, Promise<CountTokens>>();

// What is thrown here ends the thread, and its starter hears of it.
port.on('message', async ({ id, encoding, texts }: CountOrder) => {
  let loading = loaded.get(encoding);
  if (!loading) loaded.set(encoding, (loading = loadEncoding(encoding)));
  const countTokens = await loading;
  port.postMessage({ id, counts: texts.map(countTokens) } satisfies CountAnswer);
});

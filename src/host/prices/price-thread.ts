import { parentPort } from 'node:worker_threads';
import { answerCalls, sendEvent } from '../threads/thread-calls';
import { createPriceService, type PriceCalls } from './price-service';

if (!parentPort) throw new Error('This script runs as a worker thread only.');
const port = parentPort;
answerCalls<PriceCalls>(
  port,
  createPriceService((event) => sendEvent(port, event)),
);

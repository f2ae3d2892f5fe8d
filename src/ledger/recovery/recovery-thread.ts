import { parentPort, workerData } from 'node:worker_threads';
import { buildRecovered } from './build-recovered';
import type { RecoveryThreadData } from './build-in-thread';

if (!parentPort) throw new Error('This script runs as a worker thread only.');
const { source, target, stop } = workerData as RecoveryThreadData;
parentPort.postMessage(buildRecovered(source, target, () => Atomics.load(stop, 0) !== 0));

import { parentPort, workerData } from 'node:worker_threads';
import { createProxyService, type ProxyCalls, type ProxyThreadData } from './proxy-service';
import { answerCalls, sendEvent } from './thread-calls';

const host = parentPort;
if (!host) throw new Error('This script runs as a worker thread only.');
const service = createProxyService(workerData as ProxyThreadData, (event) => sendEvent(host, event));
answerCalls<ProxyCalls>(host, service);

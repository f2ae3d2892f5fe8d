import { parentPort, workerData } from 'node:worker_threads';
import { createProxyService, type ProxyCalls, type ProxyThreadData } from './proxy-service';
import { answerCalls } from './thread-calls';

if (!parentPort) throw new Error('This script runs as a worker thread only.');
answerCalls<ProxyCalls>(parentPort, createProxyService(workerData as ProxyThreadData));

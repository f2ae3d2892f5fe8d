import { EventEmitter } from 'node:events';
import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { ClassicConfig } from './classic-config';
import type { FromRouter, RouterOrder, RouterThreadData, ToRouter } from './router-messages';
import { captureOutput } from './thread/capture-output';
import { describeFault, nameFile } from './thread/describe-fault';
import { loadRouter, type LoadedFunction, type LoadedRouter } from './thread/load-router';
import { makeClassicArguments, makeContext } from './thread/make-arguments';
import { readAdvice } from './thread/read-advice';

if (!parentPort) throw new Error('This script runs as a worker thread only.');
const port = parentPort;
const { file } = workerData as RouterThreadData;
const folder = dirname(file);
const event = new EventEmitter();
let config: ClassicConfig = { Providers: [], Router: {} };

const tell = (message: FromRouter) => port.postMessage(message);
captureOutput((level, text) => tell({ kind: 'log', level, text }));

const loading = loadRouter(file);

// What fails outside of a request, in a timer of the router's, must not end it.
for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(kind, async (thrown: unknown) => {
    const { files } = await loading;
    console.warn(`It failed outside of a request: ${describeFault(thrown, folder, files)}`);
  });
}

port.on('message', (message: ToRouter) => {
  if (message.kind === 'config') config = message.config;
  else if (message.kind === 'pulse') tell({ kind: 'pulse' });
  else void answer(message);
});

const { files, fault } = await loading;
tell({ kind: 'loaded', files, fault });

async function answer(order: RouterOrder): Promise<void> {
  const loaded = await loading;
  const known = loaded.files.size;
  tell({ kind: 'began', id: order.id });
  const advice = loaded.route === null ? null : await ask(order, loaded, loaded.route);
  if (loaded.files.size > known) tell({ kind: 'loaded', files: loaded.files, fault: null });
  tell({ kind: 'answer', id: order.id, advice });
}

async function ask(order: RouterOrder, { files }: LoadedRouter, { shape, call }: LoadedFunction) {
  // The classic shape knows no failed attempt: it would only say the same again.
  if (shape === 'classic' && order.error !== null) return null;
  try {
    const returned = await call(...(shape === 'context' ? [makeContext(order)] : makeClassicArguments(order, config, event)));
    return readAdvice(returned, nameFile(file, folder));
  } catch (error) {
    return { kind: 'fault' as const, message: describeFault(error, folder, files) };
  }
}

// Loaded into the app by `-r` before anything of ours: keeps the threads that it starts by name, so that a story can kill one.
const threads = process.getBuiltinModule('node:worker_threads');
globalThis.startedThreads = [];
threads.Worker = class extends threads.Worker {
  constructor(script, options) {
    super(script, options);
    globalThis.startedThreads.push({ name: options?.name, worker: this });
  }
};
process.getBuiltinModule('node:module').syncBuiltinESMExports();

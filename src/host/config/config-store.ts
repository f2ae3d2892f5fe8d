import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Config, type ConfigFile, EMPTY_CONFIG } from '../../shared/config/config-schema';
import { endSentence } from '../../shared/end-sentence';
import { AppError } from '../../shared/errors';
import type { ConfigFault } from '../../shared/ipc/contract';
import { keepVersion } from './config-history';
import { readDotEnv } from './dot-env';
import { describeSystemError } from './describe-system-error';
import { readConfig } from './read-config';
import { type ReadText, readText } from './read-text';
import { watchFiles } from './watch-files';
import { writeAtomically } from './write-atomically';

/** The config file of one data folder, as it is now. */
export interface ConfigStore {
  /**
   * Makes folder and file if missing, reads, and begins to watch. A faulty file is a {@link ConfigStore.fault}, not a
   * rejection; rejects with config-unwritable when the folder or the first file cannot be made.
   */
  open(): Promise<void>;
  /** The last good config; the defaults before there was one. */
  current(): Config;
  /** The last good config in the file's own form, `$NAME` unexpanded. */
  file(): ConfigFile;
  /** What is wrong with the file as it stands; null when nothing is. */
  fault(): ConfigFault | null;
  /**
   * Reads the file, applies the change and writes the result; changes wait for each other. What `change` gets and
   * returns is the file's own form, `$NAME` unexpanded. Rejects with config-invalid, the file untouched, when the file
   * on disk or the result is faulty, and with config-unwritable when it cannot be written.
   */
  update(change: (file: ConfigFile) => ConfigFile): Promise<void>;
  /** After a new config, or when a fault comes, changes or goes. Returns its own unsubscribe. */
  onChanged(listener: () => void): () => void;
  /** A variable from the process's environment, else from the `.env` beside the config. */
  environment(name: string): string | undefined;
  /** Ends the watching. */
  close(): void;
}

export interface ConfigStoreOptions {
  /** The data folder; config.json, .env and config-history/ lie in it. */
  folder: string;
  environment: Readonly<Record<string, string | undefined>>;
}

/** A store for the folder's config; nothing is read before `open`. */
export function createConfigStore(options: ConfigStoreOptions): ConfigStore {
  const path = join(options.folder, 'config.json');
  const dotEnvPath = join(options.folder, '.env');
  const listeners = new Set<() => void>();

  let dotEnv: Readonly<Record<string, string | undefined>> = {};
  let file: ConfigFile = EMPTY_CONFIG;
  let config = Config.parse(EMPTY_CONFIG);
  let fault: ConfigFault | null = null;
  let inForce = '';
  let endWatching: (() => void) | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const environment = (name: string) => own(options.environment, name) ?? own(dotEnv, name);
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const run = queue.then(task);
    queue = run.catch(() => undefined);
    return run;
  };
  const tell = () => listeners.forEach((listener) => listener());

  async function reload(): Promise<ReadText['kind']> {
    dotEnv = await readDotEnv(dotEnvPath);
    const found = await readText(path);
    const result =
      found.kind === 'text' ? readConfig(found.text, path, environment) : { ok: false as const, fault: absent(found) };
    if (!result.ok) {
      const changed = JSON.stringify(result.fault) !== JSON.stringify(fault);
      fault = result.fault;
      if (changed) tell();
      return found.kind;
    }
    // Compared with the environment filled in: a key or an address that changes in .env alone is a change too.
    const next = JSON.stringify([result.config, dotEnv]);
    const changed = fault !== null || next !== inForce;
    ({ file, config } = result);
    fault = null;
    inForce = next;
    if (changed) tell();
    // History is a safety net: from a data folder that cannot be written Switchyard still runs.
    if (changed && found.kind === 'text') await keepVersion(options.folder, found.text).catch(() => undefined);
    return found.kind;
  }

  function absent(found: Exclude<ReadText, { kind: 'text' }>): ConfigFault {
    const message =
      found.kind === 'missing'
        ? 'The file is gone; the last config goes on running and is written again with the next change'
        : `The file cannot be read: ${found.reason}`;
    return { file: path, path: '', line: null, column: null, message };
  }

  async function write(next: ConfigFile): Promise<void> {
    const text = `${JSON.stringify(next, null, 2)}\n`;
    const result = readConfig(text, path, environment);
    if (!result.ok) throw new AppError('config-invalid', `The change was not saved: ${endSentence(result.fault.message)}`);
    try {
      await writeAtomically(path, text);
    } catch (error) {
      throw unwritable(path, error);
    }
    await reload();
  }

  return {
    open: () =>
      inTurn(async () => {
        try {
          await mkdir(options.folder, { recursive: true, mode: 0o700 });
        } catch (error) {
          throw unwritable(options.folder, error);
        }
        const { kind } = await readText(path);
        if (kind === 'missing') await write(EMPTY_CONFIG);
        else await reload();
        endWatching ??= watchFiles([path, dotEnvPath], () => void inTurn(reload));
      }),
    current: () => config,
    file: () => file,
    fault: () => fault,
    update: (change) =>
      inTurn(async () => {
        const kind = await reload();
        // A file that is gone can be written again; one that has a fault is left to its author.
        if (fault && kind !== 'missing') throw faultyFile(fault);
        await write(change(structuredClone(file)));
      }),
    onChanged: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    environment,
    close: () => {
      endWatching?.();
      endWatching = undefined;
      listeners.clear();
    },
  };
}

function own(variables: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

function unwritable(path: string, error: unknown): AppError {
  const hint = 'Check the permissions of the data folder and the space on its disk, or set SWITCHYARD_HOME to another folder.';
  return new AppError('config-unwritable', `${path} could not be written: ${describeSystemError(error)}.`, hint);
}

function faultyFile(fault: ConfigFault): AppError {
  const place = fault.line === null ? '' : `, line ${fault.line}, column ${fault.column}`;
  const hint = 'Mend the file in an editor, then make the change again. Nothing was written.';
  return new AppError('config-invalid', `${fault.file}${place}: ${endSentence(fault.message)}`, hint);
}

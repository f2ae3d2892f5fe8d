import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { readStamp } from '../file-stamp';
import { describeFault, FileFault } from './describe-fault';
import { createModuleLoader } from './load-modules';
import { isStripperMissing, loadStripper } from './strip-types';

/** What a user's file exports: our own shape, or Claude Code Router's. */
export interface LoadedFunction {
  shape: 'context' | 'classic';
  call(...values: unknown[]): unknown;
}

export interface LoadedRouter {
  /** null: see `fault`. */
  route: LoadedFunction | null;
  fault: string | null;
  /** All files that are in use, with their stamps; grows when one is imported later. */
  files: Map<string, string>;
}

/** Loads a user's file. Never rejects: what is wrong with it is told in one sentence with its place. */
export async function loadRouter(file: string): Promise<LoadedRouter> {
  const files = new Map([[file, readStamp(file)]]);
  const load = async () => {
    const path = existsSync(file) ? realpathSync(file) : file;
    return findFunction(await createModuleLoader(files).load(path), path);
  };
  try {
    let route: LoadedFunction | null = null;
    try {
      route = await load();
    } catch (error) {
      if (!isStripperMissing()) throw error;
    }
    // Loaded anew, since what has run so far may have caught that a file could not be read.
    if (isStripperMissing()) {
      await loadStripper();
      route = await load();
    }
    return { route, fault: null, files };
  } catch (error) {
    return { route: null, fault: describeFault(error, dirname(file), files), files };
  }
}

/** A module that was compiled to CommonJS has its default export one level further down. */
function findFunction(namespace: Record<string, unknown>, path: string): LoadedFunction {
  const outer = namespace.default;
  const inner = readProperty(outer, 'default');
  for (const holder of [namespace, outer, inner]) {
    const named = readProperty(holder, 'routeRequest');
    if (typeof named === 'function') return { shape: 'context', call: named.bind(holder) as LoadedFunction['call'] };
  }
  const classic = [outer, inner].find((value) => typeof value === 'function');
  if (classic) return { shape: 'classic', call: classic as LoadedFunction['call'] };
  throw new FileFault(
    `it exports no router; write export async function routeRequest(context), or module.exports = async (req, config) => …`,
    path,
  );
}

function readProperty(value: unknown, name: string): unknown {
  const holds = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return holds ? (value as Record<string, unknown>)[name] : undefined;
}

import { isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const MESSAGE_LIMIT = 500;

/** A fault that was found when a file was read; `line` begins at 1. */
export class FileFault extends Error {
  constructor(
    message: string,
    readonly path: string,
    readonly line: number | null = null,
  ) {
    super(message);
  }
}

/**
 * `file:line: message` of what a user's code has thrown, or could not be read by. The place is the topmost one in a file of the
 * user's own; paths are told from the router's folder.
 */
export function describeFault(thrown: unknown, folder: string, ownFiles: ReadonlyMap<string, unknown>): string {
  const message = readMessage(thrown).slice(0, MESSAGE_LIMIT);
  const place = findPlace(thrown, ownFiles);
  if (place === null) return message;
  const name = nameFile(place.path, folder);
  return `${place.line === null ? name : `${name}:${place.line}`}: ${message}`;
}

/** A path as it is told: from the router's folder, where it lies in it. */
export function nameFile(path: string, folder: string): string {
  const name = relative(folder, path);
  return name === '' || name.startsWith('..') || isAbsolute(name) ? path : name.split(sep).join('/');
}

/** Where a SyntaxError of `vm` is: the first line of its stack, `path:line`. Null when it does not say. */
export function readSyntaxLine(error: unknown): number | null {
  const [first = ''] = (error instanceof Error ? (error.stack ?? '') : '').split('\n', 1);
  const line = /:(\d+)$/.exec(first)?.[1];
  return line === undefined ? null : Number(line);
}

function readMessage(thrown: unknown): string {
  try {
    const text =
      thrown instanceof Error ? `${thrown.name === 'Error' ? '' : `${thrown.name}: `}${thrown.message}` : String(thrown);
    return text.trim().replace(/\s*\n\s*/g, ' ') || 'it failed without a message';
  } catch {
    return 'it failed without a message';
  }
}

function findPlace(thrown: unknown, ownFiles: ReadonlyMap<string, unknown>): { path: string; line: number | null } | null {
  if (thrown instanceof FileFault) return thrown;
  if (!(thrown instanceof Error) || typeof thrown.stack !== 'string') return null;
  for (const row of thrown.stack.split('\n')) {
    const [, where = '', line] =
      /(?:\(|at (?:async )?|^)((?:file:\/\/|\/|[A-Za-z]:\\).*?):(\d+)(?::\d+)?\)?$/.exec(row.trim()) ?? [];
    const path = where.startsWith('file:') ? fileURLToPath(where) : where;
    if (line !== undefined && ownFiles.has(path)) return { path, line: Number(line) };
  }
  return null;
}

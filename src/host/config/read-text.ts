import { readFile } from 'node:fs/promises';
import { describeSystemError } from './describe-system-error';

export type ReadText = { kind: 'text'; text: string } | { kind: 'missing' } | { kind: 'unreadable'; reason: string };

/** Reads a file as UTF-8; a missing file and one that cannot be read are results, not errors. */
export async function readText(path: string): Promise<ReadText> {
  try {
    const bytes = await readFile(path);
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'missing' };
    return { kind: 'unreadable', reason: describeSystemError(error) };
  }
}

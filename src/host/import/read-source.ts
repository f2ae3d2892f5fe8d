import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../shared/errors';
import { describeSystemError } from '../config/describe-system-error';
import type { BesideFile } from './convert-classic-config';
import { SQLITE_HEADER } from './parse-classic-config';

/** Configs have a few kilobytes; what is larger is something else. In bytes. */
const LARGEST = 4 * 1024 * 1024;

/** Where Claude Code Router 1 and 2 keep their config, under the home folder. */
export const CLASSIC_FOLDER = '.claude-code-router';

/** The text of the file to import. Rejects with AppError when there is none or it cannot be read. */
export async function readSource(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST) throw new AppError('input-invalid', `${file} is too large to be a config.`);
    const bytes = await readFile(file);
    if (bytes.toString('latin1', 0, SQLITE_HEADER.length) === SQLITE_HEADER) return SQLITE_HEADER;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      const hint =
        'Give the path of a config.json. Claude Code Router 3 keeps its settings in a database, which Switchyard does not read.';
      throw new AppError('input-invalid', `There is no file ${file}.`, hint);
    }
    throw new AppError('config-unreadable', `${file} could not be read: ${describeSystemError(error)}.`);
  }
}

/** Folders there that hold no routes. */
const OTHER_FOLDERS = new Set(['logs', 'plugins', 'node_modules']);

/**
 * The routes of projects and sessions, and the presets, that lie beside a config in Claude Code Router's own folder. Nothing is
 * looked for elsewhere. Never rejects.
 */
export async function findFilesBeside(file: string): Promise<BesideFile[]> {
  const folder = path.dirname(file);
  if (path.basename(folder) !== CLASSIC_FOLDER) return [];
  const found: BesideFile[] = [];
  for (const entry of await list(folder)) {
    if (!entry.isDirectory() || OTHER_FOLDERS.has(entry.name)) continue;
    const inside = await list(path.join(folder, entry.name));
    const files = inside.filter((one) => one.isFile() && one.name.endsWith('.json')).map((one) => one.name);
    const sessions = files.filter((name) => name !== 'config.json').length;
    if (entry.name === 'presets') {
      if (inside.length > 0) found.push({ name: 'presets/', note: 'Switchyard does not read presets of Claude Code Router 2.' });
      continue;
    }
    if (files.includes('config.json')) found.push({ name: `${entry.name}/config.json`, note: NO_PROJECT_ROUTES });
    if (sessions > 0) found.push({ name: `${entry.name}/*.json (${sessions})`, note: NO_PROJECT_ROUTES });
  }
  return found;
}

const NO_PROJECT_ROUTES = 'Switchyard has no routes of a single project or session yet.';

async function list(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

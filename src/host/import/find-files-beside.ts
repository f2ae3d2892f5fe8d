import { open, readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { BesideFile } from './convert-project';
import { CLASSIC_FOLDER } from './read-source';

/** Folders there that hold no routes. */
const OTHER_FOLDERS = new Set(['logs', 'plugins', 'node_modules', 'profiles', 'bin', 'app-data', 'bot-gateway', 'grok-media']);

/** In bytes. */
const LARGEST_PROJECT = 1024 * 1024;

/**
 * The routes of projects and sessions, and the presets, that lie beside a config in Claude Code Router's own folder. Nothing is
 * looked for elsewhere, but for where a project lies: Claude Code's transcripts of it say so. Never rejects.
 */
export async function findFilesBeside(file: string, home: string): Promise<BesideFile[]> {
  const folder = path.dirname(file);
  if (path.basename(folder) !== CLASSIC_FOLDER) return [];
  const found: BesideFile[] = [];
  for (const entry of await list(folder)) {
    if (!entry.isDirectory() || OTHER_FOLDERS.has(entry.name)) continue;
    const inside = await list(path.join(folder, entry.name));
    const files = inside.filter((one) => one.isFile() && one.name.endsWith('.json')).map((one) => one.name);
    if (entry.name === 'presets') {
      if (inside.length > 0) found.push({ name: 'presets/', note: 'Switchyard does not read presets of Claude Code Router 2.' });
      continue;
    }
    if (files.includes('config.json')) found.push(await readProject(folder, entry.name, home));
    for (const name of files) if (name !== 'config.json') found.push({ name: `${entry.name}/${name}`, note: NO_SESSIONS });
  }
  return found;
}

const NO_SESSIONS = 'Switchyard has no routes of a single session. Name the model in the session itself, as provider/model.';

async function readProject(folder: string, project: string, home: string): Promise<BesideFile> {
  const name = `${project}/config.json`;
  const place = path.join(folder, project, 'config.json');
  const text = await readSmall(place);
  if (text === null) return { name, note: 'It could not be read.' };
  const lies = await findProjectFolder(path.join(home, '.claude', 'projects', project), project);
  if (lies !== null) return { name, note: null, project: { text, folder: lies } };
  const note = 'Which folder the project is cannot be told: Claude Code has no transcript of it here.';
  return { name, note: `${note} Write a rule with that folder in config.json; docs/import.md shows one.` };
}

async function readSmall(file: string): Promise<string | null> {
  try {
    return (await stat(file)).size > LARGEST_PROJECT ? null : await readFile(file, 'utf8');
  } catch {
    return null;
  }
}

/** Transcripts that are looked into, and how much of each, in bytes: the folder stands in one of the first lines. */
const MOST_TRANSCRIPTS = 20;
const BEGINNING = 256 * 1024;

/**
 * The folder whose path Claude Code has made that name of. The name alone is not enough: it has a hyphen for every character but
 * letters and digits.
 */
async function findProjectFolder(transcripts: string, name: string): Promise<string | null> {
  const files = (await list(transcripts)).filter((one) => one.isFile() && one.name.endsWith('.jsonl'));
  for (const file of files.slice(0, MOST_TRANSCRIPTS)) {
    const beginning = await readBeginning(path.join(transcripts, file.name));
    for (const line of beginning.split('\n')) {
      const folder = readWorkingFolder(line);
      if (folder !== null && toProjectName(folder) === toProjectName(name)) return folder;
    }
  }
  return null;
}

function toProjectName(folder: string): string {
  return folder.replace(/[^A-Za-z0-9]/g, '-');
}

function readWorkingFolder(line: string): string | null {
  try {
    const { cwd } = JSON.parse(line) as { cwd?: unknown };
    return typeof cwd === 'string' && path.isAbsolute(cwd) ? cwd : null;
  } catch {
    return null;
  }
}

async function readBeginning(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(BEGINNING), position: 0 });
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return '';
  }
}

async function list(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

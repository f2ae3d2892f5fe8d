import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const KEPT_VERSIONS = 20;
const VERSION_FILE = /^config-(\d{6,})\.json$/;

/**
 * Keeps a version of the config in `config-history/`, numbered upwards, and drops all but the newest 20. A text equal
 * to the newest is not kept twice. The files are readable by their owner only.
 */
export async function keepVersion(dataFolder: string, text: string): Promise<void> {
  const folder = join(dataFolder, 'config-history');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const numbers = (await readdir(folder))
    .map((name) => Number(VERSION_FILE.exec(name)?.[1]))
    .filter((number) => !Number.isNaN(number))
    .sort((a, b) => a - b);
  const newest = numbers.at(-1) ?? 0;
  if (newest > 0 && (await readFile(join(folder, fileName(newest)), 'utf8')) === text) return;
  await writeFile(join(folder, fileName(newest + 1)), text, { mode: 0o600 });
  const surplus = numbers.slice(0, Math.max(0, numbers.length + 1 - KEPT_VERSIONS));
  await Promise.all(surplus.map((number) => rm(join(folder, fileName(number)), { force: true })));
}

function fileName(number: number): string {
  return `config-${String(number).padStart(6, '0')}.json`;
}

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as prettier from 'prettier';
import { root } from '../setup/paths.mjs';

/** The result that the repository keeps, which later runs are compared with. */
export const keptFile = fileURLToPath(new URL('results.json', import.meta.url));

/** The last run's result. */
export const lastFile = path.join(root, 'node_modules', '.cache', 'switchyard', 'bench.json');

/** The kept result; null when there is none. */
export function readKept() {
  return fs.existsSync(keptFile) ? JSON.parse(fs.readFileSync(keptFile, 'utf8')) : null;
}

/** Writes a result as JSON, formatted as the repository's other files are. */
export async function writeResult(file, result) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const style = await prettier.resolveConfig(keptFile);
  fs.writeFileSync(file, await prettier.format(JSON.stringify(result), { ...style, parser: 'json' }));
}

import { realpathSync, statSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { dirname, extname, isAbsolute, resolve, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** An import leads to a file of the user's own, which we load ourselves, or to what Node loads: a package, a built-in, an addon. */
export type Resolved = { own: string } | { foreign: string };

const OWN_EXTENSIONS = ['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.json'];
/** What an import written for the compiled file means in its source. */
const SOURCE_OF: Readonly<Record<string, string>> = { '.js': '.ts', '.mjs': '.mts', '.cjs': '.cts' };

/** Where an `import` or a `require` in the file `from` leads to. Throws Node's own error when it leads nowhere. */
export function resolveImport(specifier: string, from: string, way: 'import' | 'require'): Resolved {
  if (isBuiltin(specifier)) return { foreign: specifier };
  const path = toPath(specifier, from);
  const found = path === null ? null : findFile(path);
  if (found !== null) return isOwn(found) ? { own: found } : { foreign: way === 'import' ? pathToFileURL(found).href : found };
  if (way === 'require' || path !== null) return toResolved(createRequire(from).resolve(specifier), way);
  // The second parameter is there by --experimental-import-meta-resolve, with which the thread is started.
  const url = (import.meta.resolve as (specifier: string, parent: string) => string)(specifier, pathToFileURL(from).href);
  return url.startsWith('file:') ? toResolved(fileURLToPath(url), way) : { foreign: url };
}

function toResolved(path: string, way: 'import' | 'require'): Resolved {
  if (isOwn(path)) return { own: path };
  return { foreign: way === 'import' ? pathToFileURL(path).href : path };
}

/** The path that an import names, which may lack its extension; null for the name of a package. */
export function toPath(specifier: string, from: string): string | null {
  if (specifier.startsWith('file:')) return fileURLToPath(specifier);
  if (isAbsolute(specifier)) return specifier;
  return /^\.\.?(\/|\\|$)/.test(specifier) ? resolve(dirname(from), specifier) : null;
}

function findFile(path: string): string | null {
  const source = SOURCE_OF[extname(path)];
  const candidates = [
    path,
    ...(source === undefined ? [] : [path.slice(0, -extname(path).length) + source]),
    ...OWN_EXTENSIONS.map((extension) => path + extension),
    ...['.js', '.mjs', '.cjs', '.ts'].map((extension) => `${path}${sep}index${extension}`),
  ];
  const found = candidates.find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
  return found === undefined ? null : realpathSync(found);
}

function isOwn(path: string): boolean {
  return OWN_EXTENSIONS.includes(extname(path)) && !path.split(sep).includes('node_modules');
}

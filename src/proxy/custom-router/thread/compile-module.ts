import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import vm from 'node:vm';
import { FileFault, readSyntaxLine } from './describe-fault';
import { stripTypes } from './strip-types';

/** What a file of the user's own is, with its types taken out; lines stay where they are. */
export interface ReadModule {
  path: string;
  format: 'module' | 'commonjs' | 'json';
  code: string;
}

/** The variables that a CommonJS file finds. */
export const COMMONJS_NAMES = ['exports', 'require', 'module', '__filename', '__dirname'];

const MODULE_SYNTAX = /import statement outside a module|Unexpected token 'export'|import\.meta|await is only valid/;
const COMMONJS_WORDS = /\bmodule\.exports\b|\bexports\.\w|\brequire\(/;

/** Reads a file and tells how it is to be run. Throws a {@link FileFault}, or what `stripTypes` throws. */
export function readModule(path: string): ReadModule {
  const extension = extname(path);
  let code = readText(path);
  if (extension === '.json') return { path, format: 'json', code };
  if (/^\.[mc]?ts$/.test(extension)) code = stripTypes(path, code, extension === '.cts');
  return { path, format: findFormat(path, extension, code), code };
}

/** `.js` and `.ts`: by the source first, since a file for another project's folder runs here as well; then by the nearest package.json. */
function findFormat(path: string, extension: string, code: string): ReadModule['format'] {
  if (/^\.m[jt]s$/.test(extension)) return 'module';
  if (/^\.c[jt]s$/.test(extension)) return 'commonjs';
  try {
    vm.compileFunction(code, COMMONJS_NAMES, { filename: path });
  } catch (error) {
    return MODULE_SYNTAX.test((error as Error).message) ? 'module' : 'commonjs';
  }
  return isModulePackage(path) && !COMMONJS_WORDS.test(code) ? 'module' : 'commonjs';
}

function isModulePackage(path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      try {
        return (JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown }).type === 'module';
      } catch {
        return false;
      }
    }
    if (dirname(folder) === folder) return false;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new FileFault('there is no such file; write it, or change customRouter.file', path);
    throw new FileFault(`it cannot be read: ${message}`, path);
  }
}

/** Turns a SyntaxError of a file into a fault with its line. */
export function toFileFault(error: unknown, { path, format, code }: ReadModule): unknown {
  if (!(error instanceof SyntaxError)) return error;
  const line = format === 'module' ? findModuleLine(path, code, error) : readSyntaxLine(error);
  return new FileFault(`SyntaxError: ${error.message}`, path, line);
}

/** V8 keeps the place of a fault in an ES module to itself; so the source is tried again as a function, without what only a module may hold. */
function findModuleLine(path: string, code: string, { message }: SyntaxError): number | null {
  const blank = (text: string) => `;${text.replace(/[^\n]/g, '')}`;
  const body = code
    .replace(/^[ \t]*import\b(?!\s*[.(])[^;'"]*(['"])[^'"\n]*\1/gm, blank)
    .replace(/^[ \t]*export\s*(?:\*|\{)[^;'"]*?(?:\}|from\s*(['"])[^'"\n]*\1)/gm, blank)
    .replace(/^([ \t]*)export\s+default\b/gm, (_, space: string) => `${space}0,`)
    .replace(/^([ \t]*)export\b/gm, '$1')
    .replace(/\bimport\.meta\b/g, '({})');
  try {
    vm.compileFunction(`'use strict';return (async()=>{${body}\n})`, [], { filename: path });
    return null;
  } catch (error) {
    return (error as Error).message === message ? readSyntaxLine(error) : null;
  }
}

import JSON5 from 'json5';
import { AppError } from '../../shared/errors';
import { isSourceObject, type SourceObject } from './source-object';

/** Real files have four levels; a list of objects in custom parameters a few more. */
const MAX_DEPTH = 64;

/** Keys that tell a config of Claude Code Router from any other JSON. */
const TELLING_KEYS = ['Providers', 'providers', 'Router'];

/** How a database of SQLite begins. */
export const SQLITE_HEADER = 'SQLite format 3\0';

const USE_CLASSIC = 'Give the config.json of Claude Code Router 1 or 2, or add the providers in Switchyard’s window.';

/**
 * Reads the text of a Claude Code Router config, which is JSON5. Throws AppError input-invalid for what is none; no error
 * quotes the text, which may hold keys.
 */
export function parseClassicConfig(text: string): SourceObject {
  if (text.startsWith(SQLITE_HEADER)) {
    throw refusal('This is a database of Claude Code Router 3, which Switchyard does not read.', USE_CLASSIC);
  }
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.trim() === '') throw refusal('The file is empty.', USE_CLASSIC);
  const value = parse(body);
  if (!isSourceObject(value)) throw refusal('The file holds no object in { }, as a config does.', USE_CLASSIC);
  if (isTooDeep(value)) throw refusal(`The file is nested deeper than ${MAX_DEPTH} levels.`, USE_CLASSIC);
  if (!TELLING_KEYS.some((key) => Object.hasOwn(value, key))) {
    const message = 'This is no config of Claude Code Router 1 or 2: it has neither Providers nor Router.';
    throw refusal(`${message} If Claude Code Router 3 exported it, its form is not known to Switchyard.`, USE_CLASSIC);
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON5.parse(text);
  } catch (error) {
    const { lineNumber, columnNumber } = error as { lineNumber?: number; columnNumber?: number };
    const place = lineNumber === undefined ? '' : ` at line ${lineNumber}, column ${columnNumber}`;
    // The parser's own error quotes what it found.
    throw refusal(`The file is not JSON5: it cannot be read further${place}.`, 'Mend it in an editor and import it again.');
  }
}

function isTooDeep(value: SourceObject): boolean {
  const waiting: { node: object; depth: number }[] = [{ node: value, depth: 1 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.depth > MAX_DEPTH) return true;
    for (const child of Object.values(next.node)) {
      if (typeof child === 'object' && child !== null) waiting.push({ node: child as object, depth: next.depth + 1 });
    }
  }
  return false;
}

function refusal(message: string, hint: string): AppError {
  return new AppError('input-invalid', message, hint);
}

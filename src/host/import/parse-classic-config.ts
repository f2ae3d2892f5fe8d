import JSON5 from 'json5';
import { AppError } from '../../shared/errors';
import { createImportReport, type ImportLine } from './import-report';
import { isSourceObject, type SourceObject } from './source-object';

/** Real files have four levels; a list of objects in custom parameters a few more. */
const MAX_DEPTH = 64;

/** Keys that tell a config of Claude Code Router from any other JSON. */
const TELLING_KEYS = ['Providers', 'providers', 'Router'];

/** Configs that people write have a few kilobytes; in characters. */
const LONGEST_JSON5 = 4 * 1024 * 1024;

const USE_EXPORT = 'In Claude Code Router 3 choose Settings, Export data, and give that file.';
const USE_CLASSIC = 'Give the config.json of Claude Code Router 1 or 2, or add the providers in Switchyard’s window.';

/** What Claude Code Router 3 writes where it exports its data: the config, and copies of its databases. */
const EXPORT_KIND = 'claude-code-router-data-export';

/** A config, and what lies around it in the file. */
export interface ParsedSource {
  source: SourceObject;
  /** True for a data export, which may lie anywhere. */
  isExport: boolean;
  around: {
    /** A line of the report on the config, with its place in the file. */
    place(line: ImportLine): ImportLine;
    /** What became of the rest of the file. */
    lines: ImportLine[];
  };
}

/**
 * Reads the text of a Claude Code Router config, which is JSON5, or of a data export of version 3. Throws AppError
 * input-invalid for what is neither; no error quotes the text, which may hold keys.
 */
export function parseClassicConfig(text: string): ParsedSource {
  const value = parseObject(text);
  const isExport = value.kind === EXPORT_KIND && isSourceObject(value.config);
  const source = isExport ? (value.config as SourceObject) : value;
  if (!TELLING_KEYS.some((key) => Object.hasOwn(source, key))) {
    const message = 'This is no config of Claude Code Router: it has neither Providers nor Router.';
    throw refusal(message, `${USE_CLASSIC} ${USE_EXPORT}`);
  }
  if (!isExport) return { source, isExport, around: { place: (line) => line, lines: [] } };
  const report = createImportReport();
  for (const key of Object.keys(value)) if (key !== 'config') report.leftOut([key], EXPORT_REASONS[key] ?? NOT_IN_EXPORT);
  const place = (line: ImportLine) => ({ ...line, from: `config${line.from.startsWith('[') ? '' : '.'}${line.from}` });
  return { source, isExport, around: { place, lines: report.lines() } };
}

const NOT_IN_EXPORT = 'Switchyard has no setting of this name.';
const EXPORT_REASONS: Readonly<Record<string, string | undefined>> = {
  files: 'Copies of databases; what Switchyard takes stands in config.',
  kind: 'It says what the file is.',
  version: 'It says how the file is written.',
  exportedAt: 'It says when the file was written.',
};

/** Any object written in JSON5, not nested too deep. Throws AppError input-invalid. */
export function parseObject(text: string): SourceObject {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.trim() === '') throw refusal('The file is empty.', USE_CLASSIC);
  const value = parse(body);
  if (!isSourceObject(value)) throw refusal('The file holds no object in { }, as a config does.', USE_CLASSIC);
  if (isTooDeep(value)) throw refusal(`The file is nested deeper than ${MAX_DEPTH} levels.`, USE_CLASSIC);
  return value;
}

function parse(text: string): unknown {
  try {
    // An export may have hundreds of megabytes, for which the other parser takes minutes.
    return JSON.parse(text);
  } catch {
    if (text.length > LONGEST_JSON5) throw refusal('The file is not JSON, and too large to be a config.', USE_CLASSIC);
  }
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

import type { UpstreamDialect } from '../../shared/model/provider';
import type { ImportReport, SourcePath } from './import-report';
import { isSourceObject } from './source-object';

/** A transformer of `use`: its name, or a list of name and options. */
export interface Transformer {
  path: SourcePath;
  name: string;
  options: Readonly<Record<string, unknown>>;
  /** The one model that it is for; null: all of the provider's. */
  model: string | null;
}

/**
 * The transformers of a provider and of its models, in the order of the file. What does not have the form of one is
 * reported as left out. Names are in lower case: they are written as `Anthropic` and `anthropic` alike.
 */
export function readTransformers(value: unknown, path: SourcePath, report: ImportReport): Transformer[] {
  if (!isSourceObject(value)) {
    report.leftOut(path, 'It is no object with a list "use".');
    return [];
  }
  if (Object.keys(value).length === 0) report.leftOut(path, 'It is empty.');
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'use') return readList(item, [...path, 'use'], null, report);
    const inner = [...path, key];
    if (!isSourceObject(item) || Object.keys(item).length === 0) {
      report.leftOut(inner, 'It is no object with a list "use".');
      return [];
    }
    return Object.entries(item).flatMap(([name, list]) => {
      if (name === 'use') return readList(list, [...inner, 'use'], key, report);
      report.leftOut([...inner, name], 'Claude Code Router has no setting of this name here.');
      return [];
    });
  });
}

function readList(value: unknown, path: SourcePath, model: string | null, report: ImportReport): Transformer[] {
  if (!Array.isArray(value) || value.length === 0) {
    report.leftOut(path, Array.isArray(value) ? 'It is empty.' : 'It is no list of transformers.');
    return [];
  }
  return (value as unknown[]).flatMap((item, index): Transformer[] => {
    const here = [...path, index];
    const [name, options, ...others] = Array.isArray(item) ? (item as unknown[]) : [item];
    if (typeof name === 'string' && others.length === 0 && (options === undefined || isSourceObject(options))) {
      return [{ path: here, name: name.toLowerCase(), options: options ?? {}, model }];
    }
    report.leftOut(here, 'It is neither a name nor a list of a name and options.');
    return [];
  });
}

/** What a server speaks whose address does not say so. */
export function dialectOf(transformers: readonly Transformer[]): UpstreamDialect | null {
  const named = transformers.map(({ name }) => DIALECTS[name]).find((dialect) => dialect !== undefined);
  return named ?? null;
}

const DIALECTS: Readonly<Record<string, UpstreamDialect>> = {
  anthropic: 'anthropic-messages',
  openai: 'openai-chat',
  'openai-responses': 'openai-responses',
  gemini: 'gemini',
  'vertex-gemini': 'gemini',
};

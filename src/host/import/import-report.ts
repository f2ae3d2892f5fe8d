import { formatPath } from '../config/place-fault';

/** taken: as it was; changed: in another form; left-out: not in the config, and `note` says why. */
export type ImportKind = 'taken' | 'changed' | 'left-out';

/** What became of one place of the file, with all that is below it. No secret stands in it. */
export interface ImportLine {
  /** The place in the file, e.g. `Providers[0].api_key`. */
  from: string;
  /** The place in our config, e.g. `providers.openrouter.keys`; null where it was left out. */
  to: string | null;
  /** Sentences; empty where there is nothing to add. */
  note: string;
  kind: ImportKind;
}

export type SourcePath = readonly (string | number)[];

/** Collects the lines of a report. */
export interface ImportReport {
  taken(from: SourcePath, to: string, note?: string): void;
  changed(from: SourcePath, to: string, note: string): void;
  leftOut(from: SourcePath, note: string): void;
  lines(): ImportLine[];
}

export function createImportReport(): ImportReport {
  const lines: ImportLine[] = [];
  const add = (kind: ImportKind, from: SourcePath, to: string | null, note: string) =>
    void lines.push({ from: formatPath([...from]), to, note, kind });
  return {
    taken: (from, to, note = '') => add('taken', from, to, note),
    changed: (from, to, note) => add('changed', from, to, note),
    leftOut: (from, note) => add('left-out', from, null, note),
    lines: () => lines,
  };
}

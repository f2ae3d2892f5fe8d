import type { ImportLine } from '../../shared/model/import-report';
import { formatPath } from '../config/place-fault';

export type { ImportLine };

export type SourcePath = readonly (string | number)[];

/** Collects the lines of a report. */
export interface ImportReport {
  taken(from: SourcePath, to: string, note?: string): void;
  changed(from: SourcePath, to: string, note: string): void;
  leftOut(from: SourcePath, note: string): void;
  /** Keeps the line's place; what it says is known only once the whole file is converted. */
  later(from: SourcePath, decide: () => Omit<ImportLine, 'from'>): void;
  lines(): ImportLine[];
}

/** `file` is the name of a file beside the one that is imported, whose lines these are. */
export function createImportReport(file?: string): ImportReport {
  const lines: (() => ImportLine)[] = [];
  const place = (from: SourcePath) => [file, formatPath([...from])].filter(Boolean).join(': ');
  const later: ImportReport['later'] = (from, decide) => void lines.push(() => ({ from: place(from), ...decide() }));
  return {
    taken: (from, to, note = '') => later(from, () => ({ to, note, kind: 'taken' })),
    changed: (from, to, note) => later(from, () => ({ to, note, kind: 'changed' })),
    leftOut: (from, note) => later(from, () => ({ to: null, note, kind: 'left-out' })),
    later,
    lines: () => lines.map((line) => line()),
  };
}

/** For a look ahead that reports nothing. */
export const MUTE: ImportReport = {
  taken: () => undefined,
  changed: () => undefined,
  leftOut: () => undefined,
  later: () => undefined,
  lines: () => [],
};

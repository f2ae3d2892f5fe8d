import type { ImportLine, ImportSummary } from '../shared/model/import-report';
import { makePrintable } from './make-printable';

const KINDS = { taken: 'taken', changed: 'changed', 'left-out': 'left out' } satisfies Record<ImportLine['kind'], string>;

/** The report of an import as text: one line for each part of the file, in columns, and what came of it at the end. */
export function formatImportReport({ source, config, report, written }: ImportSummary, dryRun: boolean): string {
  const rows = report.map(({ kind, from, to, note }) => [KINDS[kind], from, to ?? '-', note].map(makePrintable));
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const count = (kind: ImportLine['kind']) => report.filter((line) => line.kind === kind).length;
  const sums = `${count('taken')} taken, ${count('changed')} changed, ${count('left-out')} left out.`;
  const outcome = dryRun
    ? 'Nothing was written: this was a dry run.'
    : written
      ? `Written to ${config}.`
      : `Nothing was written: it is all in ${config} already, or is left out.`;
  return `${source}\n\n${lines.join('\n')}\n\n${sums} ${outcome} The file itself is as it was.\n`;
}

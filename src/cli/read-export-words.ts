import { parseArgs } from 'node:util';
import type { Dimension, ExchangeFilter } from '../shared/model/exchange-filter';
import type { ExchangeOutcome } from '../shared/model/exchange';
import type { ExportFormat } from '../shared/model/ledger-info';

export interface ExportWords {
  format: ExportFormat;
  file: string;
  filter: ExchangeFilter;
  bodies: boolean;
  overwrite: boolean;
}

const FORMATS: readonly string[] = ['csv', 'json', 'har'] satisfies ExportFormat[];
const OUTCOMES: readonly string[] = ['in-flight', 'ok', 'failed', 'aborted'] satisfies ExchangeOutcome[];
const DIMENSIONS = [
  'route',
  'scenario',
  'provider',
  'model',
  'client',
  'session',
  'project',
  'key',
  'status',
] satisfies Dimension[];

const LONGEST_TEXT = 500;

const text = { type: 'string' } as const;
const list = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean', default: false } as const;
const OPTIONS = {
  ...{ format: text, out: text, from: text, to: text, text },
  ...{
    route: list,
    scenario: list,
    provider: list,
    model: list,
    client: list,
    session: list,
    project: list,
    key: list,
    status: list,
  },
  ...{ outcome: list, bodies: flag, force: flag },
};

/**
 * Reads what follows `export` on the command line; a string says what is wrong with it. A day is one of the local calendar: `--from` begins with
 * it and `--to` ends before it.
 */
export function readExportWords(words: string[]): ExportWords | string {
  try {
    const { values } = parseArgs({ args: words, options: OPTIONS, allowPositionals: false });
    const format = values.format ?? values.out?.split('.').at(-1)?.toLowerCase();
    if (format === undefined || !FORMATS.includes(format)) {
      throw new Error(`--format must be csv, json or har${values.format === undefined ? '' : `, not "${values.format}"`}.`);
    }
    if (values.out === undefined || values.out === '') throw new Error('--out must name the file to write.');
    const unknown = values.outcome?.find((outcome) => !OUTCOMES.includes(outcome));
    if (unknown !== undefined) throw new Error(`--outcome must be one of ${OUTCOMES.join(', ')}, not "${unknown}".`);
    const status = values.status?.find((given) => !/^\d{3}$/.test(given));
    if (status !== undefined) throw new Error(`--status must be a number such as 200, not "${status}".`);

    const from = readTime('--from', values.from);
    const to = readTime('--to', values.to);
    if (from !== null && to !== null && from >= to) throw new Error('--from must be before --to.');
    const chosen = DIMENSIONS.filter((dimension) => values[dimension] !== undefined);
    const where = Object.fromEntries(chosen.map((dimension) => [dimension, values[dimension]]));
    const filter: ExchangeFilter = {
      from,
      to,
      ...(chosen.length > 0 && { where }),
      ...(values.text !== undefined && { text: readText(values.text) }),
      ...(values.outcome && { outcomes: values.outcome as ExchangeOutcome[] }),
    };
    return { format: format as ExportFormat, file: values.out, filter, bodies: values.bodies, overwrite: values.force };
  } catch (error) {
    return (error as Error).message;
  }
}

/** Words that bodies hold; see ExchangeFilter. */
function readText(given: string): string {
  if (given.trim() === '' || given.length > LONGEST_TEXT) throw new Error(`--text must hold 1 to ${LONGEST_TEXT} characters.`);
  return given;
}

/** Epoch milliseconds; a day without a time is its local midnight. */
function readTime(option: string, given: string | undefined): number | null {
  if (given === undefined) return null;
  const time = /^\d{4}-\d{2}-\d{2}($|T)/.test(given) ? new Date(given.includes('T') ? given : `${given}T00:00`).getTime() : NaN;
  if (Number.isNaN(time))
    throw new Error(`${option} must be a day such as 2026-06-12 or a time such as 2026-06-12T18:42Z, not "${given}".`);
  return time;
}

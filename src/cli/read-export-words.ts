import { parseArgs } from 'node:util';
import { Dimension, type ExchangeFilter } from '../shared/model/exchange-filter';
import { ExchangeOutcome } from '../shared/model/exchange';
import { ExportFormat } from '../shared/model/ledger-info';

export interface ExportWords {
  format: ExportFormat;
  file: string;
  filter: ExchangeFilter;
  bodies: boolean;
  overwrite: boolean;
}

const LONGEST_TEXT = 500;

const text = { type: 'string' } as const;
const list = { type: 'string', multiple: true } as const;
const flag = { type: 'boolean', default: false } as const;
const OPTIONS = {
  ...{ format: text, out: text, from: text, to: text, text },
  ...(Object.fromEntries(Dimension.options.map((dimension) => [dimension, list])) as Record<Dimension, typeof list>),
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
    const known = ExportFormat.safeParse(format);
    if (!known.success) {
      throw new Error(`--format must be csv, json or har${values.format === undefined ? '' : `, not "${values.format}"`}.`);
    }
    if (values.out === undefined || values.out === '') throw new Error('--out must name the file to write.');
    const unknown = values.outcome?.find((outcome) => !ExchangeOutcome.safeParse(outcome).success);
    if (unknown !== undefined)
      throw new Error(`--outcome must be one of ${ExchangeOutcome.options.join(', ')}, not "${unknown}".`);
    const status = values.status?.find((given) => !/^\d{3}$/.test(given));
    if (status !== undefined) throw new Error(`--status must be a number such as 200, not "${status}".`);

    const from = readTime('--from', values.from);
    const to = readTime('--to', values.to);
    if (from !== null && to !== null && from >= to) throw new Error('--from must be before --to.');
    const chosen = Dimension.options.filter((dimension) => values[dimension] !== undefined);
    const where = Object.fromEntries(chosen.map((dimension) => [dimension, values[dimension]]));
    const filter: ExchangeFilter = {
      from,
      to,
      ...(chosen.length > 0 && { where }),
      ...(values.text !== undefined && { text: readText(values.text) }),
      ...(values.outcome && { outcomes: values.outcome as ExchangeOutcome[] }),
    };
    return { format: known.data, file: values.out, filter, bodies: values.bodies, overwrite: values.force };
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

import type { Exchange } from '../../shared/model/exchange';
import { NANO_PER_DOLLAR, type NanoDollars } from '../../shared/model/money';
import type { ExportWriter } from './exported-exchange';

type Cell = string | number | boolean | null;

/** The columns in their order, told one by one in docs/keeping.md; a unit stands at the end of a name. */
const COLUMNS: readonly (readonly [name: string, read: (exchange: Exchange) => Cell])[] = [
  ['id', ({ id }) => id],
  ['started_at', ({ startedAt }) => new Date(startedAt).toISOString()],
  ['outcome', ({ outcome }) => outcome],
  ['status', ({ status }) => status],
  ['client', ({ client }) => client],
  ['client_dialect', ({ clientDialect }) => clientDialect],
  ['session', ({ sessionId }) => sessionId],
  ['project', ({ project }) => project],
  ['requested_model', ({ requestedModel }) => requestedModel],
  ['streaming', ({ streaming }) => streaming],
  ['scenario', ({ scenario }) => scenario],
  ['route', ({ route }) => route],
  ['reason', ({ reason }) => reason],
  ['provider', ({ providerId }) => providerId],
  ['model', ({ model }) => model],
  ['lane', ({ lane }) => lane],
  ['attempts', ({ attempts }) => attempts.length],
  ['stop_reason', ({ stopReason }) => stopReason],
  ['first_byte_ms', ({ firstByteMs }) => firstByteMs],
  ['first_token_ms', ({ firstTokenMs }) => firstTokenMs],
  ['duration_ms', ({ durationMs }) => durationMs],
  ['input_tokens', ({ usage }) => usage.input],
  ['output_tokens', ({ usage }) => usage.output],
  ['cache_read_tokens', ({ usage }) => usage.cacheRead],
  ['cache_write_tokens', ({ usage }) => usage.cacheWrite],
  ['cache_write_1h_tokens', ({ usage }) => usage.cacheWrite1h],
  ['reasoning_tokens', ({ usage }) => usage.reasoning],
  ['tokens_estimated', ({ usage }) => usage.estimated],
  ['web_searches', ({ usage }) => usage.webSearches],
  ['service_tier', ({ usage }) => usage.serviceTier],
  ['cost_usd', ({ cost }) => toDollars(cost.total)],
  ['input_cost_usd', ({ cost }) => toDollars(cost.input)],
  ['output_cost_usd', ({ cost }) => toDollars(cost.output)],
  ['cache_read_cost_usd', ({ cost }) => toDollars(cost.cacheRead)],
  ['cache_write_cost_usd', ({ cost }) => toDollars(cost.cacheWrite)],
  ['fees_usd', ({ cost }) => toDollars(cost.fees)],
  ['cost_source', ({ cost }) => cost.source],
  ['cost_source_date', ({ cost }) => cost.sourceDate],
  ['play_money', ({ cost }) => cost.playMoney],
  ['default_cost_usd', ({ defaultCost }) => toDollars(defaultCost)],
  ['oddities', ({ oddities }) => oddities.join(' ')],
  ['private', ({ private: isPrivate }) => isPrivate],
  ['error', ({ error }) => error],
];

/** RFC 4180, with a header: one row an exchange, an empty cell for what is unknown. */
export const csvWriter: ExportWriter = {
  begin: `${COLUMNS.map(([name]) => name).join(',')}\r\n`,
  between: '',
  end: '',
  write: ({ exchange }) => [`${COLUMNS.map(([name, read]) => toCell(name, read(exchange))).join(',')}\r\n`],
};

/** A spreadsheet takes a cell that begins so for a formula, whoever wrote it (OWASP, "CSV Injection"); the last four are wide forms. */
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function toCell(name: string, value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  // Money is text so that it stays exact; it is a number all the same, and may be negative.
  const harmless = !name.endsWith('_usd') && FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Exact decimal dollars: `0.0613`, `-0.000000001`. Null stays null. */
export function toDollars(nano: NanoDollars | null): string | null {
  if (nano === null) return null;
  const size = Math.abs(nano);
  const whole = Math.floor(size / NANO_PER_DOLLAR);
  const fraction = String(size % NANO_PER_DOLLAR)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${nano < 0 ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

import type { Dimension, ExchangeFilter } from '../shared/model/exchange-filter';
import { toWordQuery } from './search-words';

export interface FilterSql {
  /** A condition on a row of `exchanges`, which must go by that name in the query. */
  condition: string;
  /** What the condition's parameters stand for. */
  values: Record<string, string | number>;
}

/** What an attempt, or all of an exchange, says of a dimension, as text. The columns of both have the same names. */
interface Place {
  provider: string;
  model: string;
  key: string;
  unpriced: string;
}

const placeIn = (table: 'exchanges' | 'attempts'): Place => ({
  provider: `${table}.provider_id`,
  model: `${table}.provider_id || '/' || ${table}.model`,
  key: `${table}.provider_id || ' ' || ${table}.key_id`,
  // An answer whose cost is not known: the same as the figures count.
  unpriced: `(${table}.cost_total IS NULL AND (${table}.outcome = 'ok' OR coalesce(${table}.tokens_output, 0) > 0))`,
});

const OWN = placeIn('exchanges');
const OF_ATTEMPT = placeIn('attempts');

/** A condition on any attempt. Where there was but one, or none, the row itself says the same, and no other need be read. */
function onAny(condition: (place: Place) => string): string {
  const ofSome = `EXISTS (SELECT 1 FROM attempts WHERE attempts.exchange_id = exchanges.id AND ${condition(OF_ATTEMPT)})`;
  return `(CASE WHEN exchanges.attempt_count > 1 THEN ${ofSome} ELSE ${condition(OWN)} END)`;
}

/** Where the value of a dimension stands that all attempts share. */
const SHARED: Record<Exclude<Dimension, keyof Place>, string> = {
  route: 'exchanges.route',
  scenario: 'exchanges.scenario',
  client: 'exchanges.client',
  session: 'exchanges.session_id',
  project: 'exchanges.project',
  status: 'CAST(exchanges.status AS TEXT)',
};

/**
 * A filter as SQL, for every query that chooses exchanges: the list, exports, deleting, computing costs again. It needs a table or subquery called `exchanges`,
 * and says nothing about order. The conditions go well with an index by time; none of them has one of its own.
 */
export function toFilterSql(filter: ExchangeFilter): FilterSql {
  const conditions: string[] = [];
  const values: FilterSql['values'] = {};

  function add(condition: string, named: FilterSql['values'] = {}): void {
    conditions.push(condition);
    Object.assign(values, named);
  }

  if (filter.from !== undefined && filter.from !== null) add('exchanges.started_at >= :from', { from: filter.from });
  if (filter.to !== undefined && filter.to !== null) add('exchanges.started_at < :to', { to: filter.to });
  for (const [dimension, wanted] of Object.entries(filter.where ?? {}) as [Dimension, (string | null)[]][]) {
    add(isOneOf(dimension, wanted), { [dimension]: JSON.stringify(wanted.filter((value) => value !== null)) });
  }
  if (filter.modelLike !== undefined) {
    add(
      onAny(({ model }) => `(${model} LIKE :modelLike ESCAPE '\\') IS TRUE`),
      { modelLike: toLikePattern(filter.modelLike) },
    );
  }
  if (filter.statusFrom !== undefined) add('exchanges.status >= :statusFrom', { statusFrom: filter.statusFrom });
  if (filter.statusTo !== undefined) add('exchanges.status <= :statusTo', { statusTo: filter.statusTo });
  if (filter.outcomes !== undefined) {
    add('exchanges.outcome IN (SELECT value FROM json_each(:outcomes))', { outcomes: JSON.stringify(filter.outcomes) });
  }
  if (filter.costFrom !== undefined) add('exchanges.cost_total >= :costFrom', { costFrom: filter.costFrom });
  if (filter.costTo !== undefined) add('exchanges.cost_total <= :costTo', { costTo: filter.costTo });
  if (filter.durationFromMs !== undefined) add('exchanges.duration_ms >= :durationFrom', { durationFrom: filter.durationFromMs });
  if (filter.durationToMs !== undefined) add('exchanges.duration_ms <= :durationTo', { durationTo: filter.durationToMs });
  if (filter.playMoney !== undefined) add('exchanges.play_money = :playMoney', { playMoney: Number(filter.playMoney) });
  if (filter.text !== undefined) {
    const words = toWordQuery(filter.text);
    if (words === null) add('FALSE');
    else add(HOLDS_WORDS, { words, firstSet: Number.MIN_SAFE_INTEGER, lastSet: Number.MAX_SAFE_INTEGER });
  }
  for (const mark of Object.keys(MARKS) as (keyof typeof MARKS)[]) {
    const wanted = filter[mark];
    if (wanted !== undefined) add(wanted ? MARKS[mark] : `NOT ${MARKS[mark]}`);
  }
  return { condition: conditions.length === 0 ? 'TRUE' : conditions.join(' AND '), values };
}

/** Whoever knows between which sets they can be says so: all places of a common word take long to read. */
const HOLDS_WORDS = `exchanges.id IN (SELECT exchange_id FROM body_words JOIN body_sets ON body_sets.id = body_words.rowid
  WHERE body_words MATCH :words AND body_words.rowid BETWEEN :firstSet AND :lastSet)`;

/** Each is true or false, and never unknown, so that it can be turned round. */
const MARKS = {
  unpriced: `(exchanges.outcome <> 'in-flight' AND ${onAny(({ unpriced }) => unpriced)})`,
  estimated: '(exchanges.tokens_estimated = 1 AND coalesce(exchanges.tokens_input, exchanges.tokens_output) IS NOT NULL)',
  odd: '(exchanges.oddities IS NOT NULL)',
  fellBack: '(exchanges.attempt_count > 1)',
} as const;

/** The parameter has the dimension's name, and is a JSON list of the values but null. */
function isOneOf(dimension: Dimension, wanted: readonly (string | null)[]): string {
  const fits = (column: string) =>
    `(${column} IN (SELECT value FROM json_each(:${dimension}))${wanted.includes(null) ? ` OR ${column} IS NULL` : ''})`;
  return dimension in SHARED
    ? fits(SHARED[dimension as keyof typeof SHARED])
    : onAny((place) => fits(place[dimension as keyof Place]));
}

/** A pattern for LIKE with a backslash as its ESCAPE: stars stand for anything, all else for itself. */
export function toLikePattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&').replaceAll('*', '%');
}

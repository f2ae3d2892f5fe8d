import type { Database } from './open-database';

/** A model that has answered, and how often. */
export interface AnsweredModel {
  providerId: string;
  model: string;
  /** Answers, those of attempts that failed in the middle too. */
  requests: number;
  /** Of them those whose cost is not known. */
  unpriced: number;
}

/** Clients may name any model, so what is told is bounded: those with the most unpriced answers, then with the most answers. */
const MOST_MODELS = 500;

/** Rows that are looked at, the newest ones: a month of a busy machine has fewer. */
const MOST_EXCHANGES = 100_000;

/** The models that have answered since a time, epoch ms; of the newest 100,000 exchanges. */
export function readAnswered(database: Database, from: number): AnsweredModel[] {
  const rows = database
    .prepare(
      `SELECT attempts.provider_id AS providerId, attempts.model AS model, count(*) AS requests,
         sum(attempts.cost_total IS NULL) AS unpriced
       FROM exchanges CROSS JOIN attempts ON attempts.exchange_id = exchanges.id
       WHERE exchanges.outcome <> 'in-flight' AND (attempts.outcome = 'ok' OR attempts.tokens_output > 0)
         AND exchanges.started_at >= max(:from, coalesce(
           (SELECT started_at FROM exchanges WHERE started_at >= :from ORDER BY started_at DESC LIMIT 1 OFFSET :last), :from))
       GROUP BY attempts.provider_id, attempts.model ORDER BY unpriced DESC, requests DESC LIMIT ${MOST_MODELS}`,
    )
    .all({ from, last: MOST_EXCHANGES - 1 });
  return rows as unknown as AnsweredModel[];
}

import type { Exchange } from '../../shared/model/exchange';
import type { SecretSearch } from '../../shared/redact/find-secrets';
import { redactSentence } from '../../shared/redact/redact-sentence';

/** A row whose words of failures hold no secret: an upstream may repeat what it was sent. Returns the row itself where nothing failed. Pure. */
export function hideSecrets(row: Exchange, search: SecretSearch): Exchange {
  if (row.error === null && row.attempts.every(({ error }) => error === null)) return row;
  const redact = (error: string | null) => (error === null ? null : redactSentence(error, search));
  return {
    ...row,
    reason: redactSentence(row.reason, search),
    error: redact(row.error),
    attempts: row.attempts.map((attempt) => ({ ...attempt, error: redact(attempt.error) })),
  };
}

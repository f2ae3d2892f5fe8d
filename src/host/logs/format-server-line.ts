import type { Exchange } from '../../shared/model/exchange';
import { sumInput } from '../../shared/model/sum-input';

/**
 * The line of `server-*.log` for a finished request, line break included:
 * `[2026-06-12T18:42:11.901Z] route=think provider=deepseek model=deepseek-reasoner status=200 tokens_in=4821 tokens_out=913 latency_ms=6842`.
 * The time is when it ended. Unknown figures are `-`; no value holds a space.
 */
export function formatServerLine(exchange: Exchange): string {
  const fields = {
    route: exchange.route,
    provider: exchange.providerId,
    model: exchange.model,
    status: exchange.status,
    tokens_in: sumInput(exchange.usage),
    tokens_out: exchange.usage.output,
    latency_ms: exchange.durationMs,
  };
  const pairs = Object.entries(fields).map(([name, value]) => `${name}=${toValue(value)}`);
  return `[${new Date(exchange.startedAt + (exchange.durationMs ?? 0)).toISOString()}] ${pairs.join(' ')}\n`;
}

/** A model id comes from outside: a space or a line break in it must not make a field or a line of its own. */
function toValue(value: string | number | null): string {
  if (value === null || value === '') return '-';
  return String(value).replace(/[\s\p{Cc}\p{Zl}\p{Zp}]/gu, '_');
}

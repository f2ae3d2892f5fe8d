import type { Exchange } from '../model/exchange';
import { UNKNOWN_COST } from '../model/money';
import { UNKNOWN_USAGE } from '../model/usage';

/** A finished exchange for tests, with the fields that matter to the test put over it. */
export function sampleExchange(fields: Partial<Exchange> & { id: string }): Exchange {
  return {
    startedAt: Date.UTC(2026, 5, 12, 18, 42, 5, 59),
    outcome: 'ok',
    client: 'claude-cli/2.1.330',
    clientDialect: 'anthropic-messages',
    sessionId: null,
    project: null,
    requestedModel: 'claude-opus-5-5',
    streaming: true,
    scenario: 'default',
    route: 'default',
    reason: 'No other route applies.',
    providerId: 'deepseek',
    model: 'deepseek-chat',
    lane: 'translated',
    status: 200,
    stopReason: 'end_turn',
    firstByteMs: 210,
    firstTokenMs: 340,
    durationMs: 6842,
    usage: UNKNOWN_USAGE,
    cost: UNKNOWN_COST,
    defaultCost: null,
    oddities: [],
    private: false,
    error: null,
    attempts: [],
    ...fields,
  };
}

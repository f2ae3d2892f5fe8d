import { UNKNOWN_COST } from '../../shared/model/money';
import { UNKNOWN_USAGE } from '../../shared/model/usage';
import type { Exchange } from '../../shared/model/exchange';

/** A row for the tests: one plain request that went well, with what a test needs put over it. */
export function makeExchange(over: Partial<Exchange> = {}): Exchange {
  return {
    id: 'req_000000000001',
    startedAt: 0,
    outcome: 'ok',
    client: 'claude-cli/2.1.330',
    clientDialect: 'anthropic-messages',
    sessionId: null,
    project: null,
    requestedModel: 'claude-sonnet-5-5',
    streaming: true,
    scenario: 'default',
    route: 'default',
    reason: 'Nothing else applied, so default took it.',
    providerId: 'anthropic',
    model: 'claude-sonnet-5-5',
    lane: 'passthrough',
    status: 200,
    stopReason: 'end_turn',
    firstByteMs: 300,
    firstTokenMs: 800,
    durationMs: 5000,
    usage: UNKNOWN_USAGE,
    cost: UNKNOWN_COST,
    defaultCost: null,
    oddities: [],
    private: false,
    error: null,
    attempts: [],
    ...over,
  };
}

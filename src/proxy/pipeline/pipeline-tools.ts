import type { Situation } from '../../shared/model/situation';
import type { CaptureMaker } from '../bodies/capture-bodies';
import type { BudgetKeeper } from '../budgets';
import type { CustomRouter } from '../custom-router';
import type { TargetFigures } from '../decision/target-figures';
import type { Breakers } from '../failures/breaker';
import type { ConcurrencyGate } from '../failures/concurrency-gate';
import type { FailurePolicy } from '../failures/failure-policy';
import type { ProxyError } from '../errors/proxy-error';
import type { ProxyPorts } from '../ports';
import type { HttpAgent } from '../http-client';
import type { KeyTurns } from '../routing/key-turns';
import type { TokenCounter } from '../tokens/token-counter';
import type { BodyEncoder } from './encode-body';
import type { ReasoningMemory } from './reasoning-memory';
import type { RecentRequests } from './recent-requests';
import type { SessionUsage } from './session-usage';

/** What the steps work with, the same for every exchange but for `sendError`. */
export interface PipelineTools {
  ports: ProxyPorts;
  agent: HttpAgent;
  memory: ReasoningMemory;
  sessions: SessionUsage;
  figures: TargetFigures;
  recent: RecentRequests;
  /** The user's own router; null where the config names none. */
  router(): CustomRouter | null;
  /** How the machine stands now. */
  situation(): Situation;
  tokens: TokenCounter;
  bodies: BodyEncoder;
  captureBodies: CaptureMaker;
  failures: FailureTools;
  budgets: BudgetKeeper;
  /** Writes a failure as an answer in the client's dialect, and returns it; null when the client is gone. */
  sendError(error: ProxyError): ErrorAnswer | null;
}

/** What a client was told of a failure. */
export interface ErrorAnswer {
  contentType: string;
  body: Uint8Array;
}

/** What outlives an exchange in the handling of failures. */
export interface FailureTools {
  breakers: Breakers;
  gate: ConcurrencyGate;
  policy: FailurePolicy;
  keyTurns: KeyTurns;
  /** From 0 to 1, 1 excluded. */
  random(): number;
}

import type { Agent } from 'undici';
import type { ProxyError } from '../errors/proxy-error';
import type { ProxyPorts } from '../ports';
import type { TokenCounter } from '../tokens/token-counter';
import type { ReasoningMemory } from './reasoning-memory';

/** What the steps work with, the same for every exchange but for `sendError`. */
export interface PipelineTools {
  ports: ProxyPorts;
  agent: Agent;
  memory: ReasoningMemory;
  tokens: TokenCounter;
  /** Writes a failure as an answer in the client's dialect. */
  sendError(error: ProxyError): void;
}

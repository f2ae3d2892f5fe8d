import type { ProxyError } from '../errors/proxy-error';
import type { ProxyPorts } from '../ports';
import type { HttpAgent } from '../http-client';
import type { TokenCounter } from '../tokens/token-counter';
import type { BodyEncoder } from './encode-body';
import type { ReasoningMemory } from './reasoning-memory';

/** What the steps work with, the same for every exchange but for `sendError`. */
export interface PipelineTools {
  ports: ProxyPorts;
  agent: HttpAgent;
  memory: ReasoningMemory;
  tokens: TokenCounter;
  bodies: BodyEncoder;
  /** Writes a failure as an answer in the client's dialect. */
  sendError(error: ProxyError): void;
}

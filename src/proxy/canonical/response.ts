import type { ErrorType } from '../errors/proxy-error';
import type { ReasoningState } from './request';
import type { UsageReport } from './usage-report';

export type StopReason =
  'end_turn' | 'max_tokens' | 'stop_sequence' | 'tool_use' | 'refusal' | 'pause_turn' | 'model_context_window_exceeded';

export interface SearchResult {
  url: string;
  title: string;
  /** As the provider says it, e.g. `April 30, 2025`. */
  pageAge: string | null;
}

/** A web search that the upstream made itself. */
export interface WebSearch {
  /** Unique within the answer. */
  id: string;
  query: string;
  results: SearchResult[];
  /** The provider's word for why it failed (docs/sources.md, Messages API); null when it did not. */
  errorCode: string | null;
}

/**
 * What a parser of an upstream's answer yields, streamed or whole, in the order in which it came. The normaliser makes
 * blocks of it, so a parser need not care for order, pairing or empty pieces.
 */
export type UpstreamEvent =
  | { type: 'text'; text: string }
  | { type: 'thinking'; text: string }
  /** What must go back with the reasoning so far, or with the call that follows. Several merge: objects merge, lists are joined. */
  | { type: 'reasoning-state'; state: ReasoningState }
  /** `key` tells parallel calls apart within the message; `id` and `name` come with the first sight of it. */
  | { type: 'tool-start'; key: string; id: string; name: string }
  | { type: 'tool-arguments'; key: string; json: string }
  | { type: 'web-search'; search: WebSearch }
  | { type: 'stop'; reason: StopReason; sequence?: string | null }
  | ({ type: 'usage' } & UsageReport)
  /** The upstream said that it failed, in words of its own. */
  | { type: 'failure'; message: string; errorType?: ErrorType }
  /** The upstream said that the stream is complete. Without it the stream was cut. */
  | { type: 'end' };

/** `signature` is our envelope of the upstream's reasoning state. */
export type AnswerBlock =
  | { type: 'text'; text: string }
  | { type: 'thinking'; thinking: string; signature: string }
  /** `json` is the arguments' text as the model wrote it. */
  | { type: 'tool_use'; id: string; name: string; json: string }
  | { type: 'web_search'; search: WebSearch };

/** A whole answer, for requests that do not stream. */
export interface CanonicalResponse extends UsageReport {
  blocks: AnswerBlock[];
  stopReason: StopReason;
  stopSequence: string | null;
}

/** What the normaliser emits: strictly sequential blocks, as Anthropic's stream grammar demands (docs/sources.md, Messages API). */
export type BlockEvent =
  | {
      type: 'block-start';
      index: number;
      /** A web search is whole in its start. */
      block:
        | { type: 'text' }
        | { type: 'thinking' }
        | { type: 'tool_use'; id: string; name: string }
        | { type: 'web_search'; search: WebSearch };
    }
  | { type: 'block-delta'; index: number; text: string }
  /** Right before the stop of a thinking block, once. */
  | { type: 'block-signature'; index: number; signature: string }
  | { type: 'block-stop'; index: number }
  | { type: 'finish'; reason: StopReason; sequence: string | null };

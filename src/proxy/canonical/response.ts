import type { Usage } from '../../shared/model/usage';

export type StopReason =
  'end_turn' | 'max_tokens' | 'stop_sequence' | 'tool_use' | 'refusal' | 'pause_turn' | 'model_context_window_exceeded';

/** What a parser of an upstream stream yields, in the order in which it came. The normaliser makes blocks of it. */
export type UpstreamEvent =
  | { type: 'text'; text: string }
  | { type: 'thinking'; text: string }
  /** `key` tells parallel calls apart within the message; `id` and `name` come with the first sight of it. */
  | { type: 'tool-start'; key: string; id: string; name: string }
  | { type: 'tool-arguments'; key: string; json: string }
  | { type: 'stop'; reason: StopReason }
  | { type: 'usage'; usage: Usage; reportedCost: number | null }
  /** The upstream said that it failed, in words of its own. */
  | { type: 'failure'; message: string }
  /** The upstream said that the stream is complete. Without it the stream was cut. */
  | { type: 'end' };

export type AnswerBlock =
  | { type: 'text'; text: string }
  | { type: 'thinking'; thinking: string }
  /** `json` is the arguments' text as the model wrote it. */
  | { type: 'tool_use'; id: string; name: string; json: string };

/** A whole answer, for requests that do not stream. */
export interface CanonicalResponse {
  blocks: AnswerBlock[];
  stopReason: StopReason;
  usage: Usage;
  /** Dollars, when the provider states them with the answer. */
  reportedCost: number | null;
}

/** What the normaliser emits: strictly sequential blocks, as Anthropic's stream grammar demands (docs/sources.md, Messages API). */
export type BlockEvent =
  | {
      type: 'block-start';
      index: number;
      block: { type: 'text' } | { type: 'thinking' } | { type: 'tool_use'; id: string; name: string };
    }
  | { type: 'block-delta'; index: number; text: string }
  | { type: 'block-stop'; index: number }
  | { type: 'finish'; reason: StopReason };

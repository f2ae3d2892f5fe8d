/** The parts of the Chat Completions wire format that we read or write; servers add more, and leave out much. */
export interface WireToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

export type WirePart = { type: 'text'; text: string } | { type: 'image_url'; image_url: { url: string } };

export type WireMessage =
  | { role: 'system'; content: string }
  | { role: 'user'; content: string | WirePart[] }
  | { role: 'assistant'; content: string | null; tool_calls?: WireToolCall[] }
  | { role: 'tool'; tool_call_id: string; content: string };

export interface WireUsage {
  prompt_tokens?: number | null;
  completion_tokens?: number | null;
  prompt_tokens_details?: { cached_tokens?: number | null; cache_write_tokens?: number | null } | null;
  completion_tokens_details?: { reasoning_tokens?: number | null } | null;
  /** Dollars; OpenRouter and the simulator state it. */
  cost?: number | null;
}

export interface WireToolCallDelta {
  index?: number | null;
  id?: string | null;
  function?: { name?: string | null; arguments?: string | null } | null;
}

export interface WireDelta {
  content?: string | null;
  /** Reasoning goes by two names (docs/sources.md, Chat Completions). */
  reasoning_content?: string | null;
  reasoning?: string | null;
  tool_calls?: WireToolCallDelta[] | null;
}

export interface WireChunk {
  choices?: { delta?: WireDelta | null; finish_reason?: string | null }[] | null;
  usage?: WireUsage | null;
  error?: unknown;
}

export interface WireResponse {
  choices?: {
    message?: (Omit<WireDelta, 'tool_calls'> & { tool_calls?: WireToolCallDelta[] | null }) | null;
    finish_reason?: string | null;
  }[];
  usage?: WireUsage | null;
}

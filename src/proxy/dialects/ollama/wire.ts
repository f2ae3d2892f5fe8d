/** The parts of Ollama's /api/chat that we write or read (docs/sources.md, Ollama API). */
export interface WireToolCall {
  id: string;
  function: { name: string; arguments: object };
}

export interface WireMessage {
  role: 'system' | 'user' | 'assistant' | 'tool';
  content: string;
  thinking?: string;
  /** Base64 without a prefix. */
  images?: string[];
  tool_calls?: WireToolCall[];
  /** On the role tool: whose result this is. Older servers know the name only. */
  tool_name?: string;
  tool_call_id?: string;
}

/**
 * One line of a streamed answer, or the whole of one that is not streamed. No type in it is certain, since other servers
 * speak this format too.
 */
export interface WireAnswer {
  /** RFC 3339 to the nanosecond. */
  created_at?: unknown;
  message?: { content?: unknown; thinking?: unknown; tool_calls?: unknown } | null;
  done?: unknown;
  done_reason?: unknown;
  prompt_eval_count?: unknown;
  prompt_eval_cached_count?: unknown;
  eval_count?: unknown;
  error?: unknown;
}

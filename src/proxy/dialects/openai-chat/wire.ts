/** The parts of the Chat Completions wire format that we write (docs/sources.md, Chat Completions). */
export interface WireTextPart {
  type: 'text';
  text: string;
  /** Understood by some servers only; see the quirk `cacheControl`. */
  cache_control?: unknown;
}

export type WirePart =
  | WireTextPart
  | { type: 'image_url'; image_url: { url: string } }
  | { type: 'file'; file: { filename: string; file_data: string } };

export interface WireToolCall {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
  /** What a server hung onto the call and wants to see again, e.g. a thought signature (pitfall 18). */
  extra_content?: unknown;
}

export interface WireAssistantMessage {
  role: 'assistant';
  content: string | WirePart[] | null;
  tool_calls?: WireToolCall[];
  /** Reasoning goes by three names; none of them is OpenAI's own. */
  reasoning_content?: string;
  reasoning?: string;
  reasoning_details?: WireObject[];
}

export interface WireToolMessage {
  role: 'tool';
  tool_call_id: string;
  content: string | WirePart[];
}

export type WireMessage =
  { role: 'system' | 'developer' | 'user'; content: string | WirePart[] } | WireAssistantMessage | WireToolMessage;

/** An object of the wire whose fields may be anything: servers leave out much, add more and mix up types. */
export type WireObject = Record<string, unknown>;

/** The value as an object; null for everything else. */
export function toObject(value: unknown): WireObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as WireObject) : null;
}

/** The objects of a list; empty for everything that is no list. */
export function toObjects(value: unknown): WireObject[] {
  return Array.isArray(value) ? value.map(toObject).filter((item) => item !== null) : [];
}

/** The value as text; '' for everything else. */
export function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

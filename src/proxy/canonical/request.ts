import type { Effort } from '../../shared/model/quirks';

/**
 * The neutral form of a request: a superset of Anthropic's blocks, so that nothing a Claude client says is lost on
 * the way in. Fields that we do not name stay where they are.
 */
export interface TextBlock {
  type: 'text';
  text: string;
  /** `{type: 'ephemeral', ttl?}`: up to here the prompt is worth caching. */
  cache_control?: unknown;
}

export interface ImageBlock {
  type: 'image';
  source: { type: 'base64'; media_type: string; data: string } | { type: 'url'; url: string };
}

/** A PDF or a text file. */
export interface DocumentBlock {
  type: 'document';
  source:
    | { type: 'base64'; media_type: string; data: string }
    | { type: 'url'; url: string }
    | { type: 'text'; media_type: string; data: string };
  title?: string | null;
}

/** What an upstream wants to see again in later turns with its reasoning; only its own dialect reads it. */
export type ReasoningState = Record<string, unknown>;

export interface ThinkingBlock {
  type: 'thinking';
  thinking: string;
  /** As the client sends it: an envelope of ours, an upstream's own signature, or ''. */
  signature?: string;
  /** Set on prepared requests only, and only on reasoning that this very provider and model made. */
  state?: ReasoningState;
}

export interface ToolUseBlock {
  type: 'tool_use';
  id: string;
  name: string;
  /** An object; whatever else a client or a model made of it passes as it is. */
  input: unknown;
}

export interface ToolResultBlock {
  type: 'tool_result';
  tool_use_id: string;
  content?: string | ContentBlock[];
  is_error?: boolean;
}

/** Any other block: redacted_thinking, tool_reference, search results, server tools and what comes after them. */
export interface OtherBlock {
  type: string & {};
  [field: string]: unknown;
}

export type ContentBlock = TextBlock | ImageBlock | DocumentBlock | ThinkingBlock | ToolUseBlock | ToolResultBlock | OtherBlock;

export interface CanonicalMessage {
  /** Claude Code since 2.1.154 sends `system` in the middle of a conversation; it keeps its place. */
  role: 'user' | 'assistant' | 'system';
  content: string | ContentBlock[];
}

export interface CanonicalTool {
  name: string;
  /** Set on server tools such as web_search_20250305; null or `custom` on the client's own. */
  type?: string | null;
  description?: string;
  input_schema?: Record<string, unknown>;
  /** A tool of a Responses client that takes plain text: its one argument is `input`. */
  freeform?: true;
  cache_control?: unknown;
}

export interface ToolChoice {
  type: 'auto' | 'any' | 'tool' | 'none';
  name?: string;
  disable_parallel_tool_use?: boolean;
}

/** How much the client wants the model to think. */
export interface Reasoning {
  mode: 'off' | 'on';
  effort: Effort | null;
  /** Thinking tokens, from clients that count them. */
  budgetTokens: number | null;
}

/** What the answer must be: JSON that fits a schema, or any JSON. */
export type OutputFormat = { kind: 'json-schema'; name: string; schema: Record<string, unknown> } | { kind: 'json-object' };

export interface CanonicalRequest {
  model: string | null;
  messages: CanonicalMessage[];
  system: TextBlock[];
  tools: CanonicalTool[];
  toolChoice: ToolChoice | null;
  /** Tokens. */
  maxTokens: number | null;
  stream: boolean;
  /** A Chat Completions client wants the usage as a chunk of its stream; it gets none unless it asks. */
  usageInStream?: true;
  temperature: number | null;
  topP: number | null;
  topK: number | null;
  stopSequences: string[];
  output: OutputFormat | null;
  /** null: the client leaves it to the model, as OpenAI's clients do by saying nothing. Claude's silence means off. */
  reasoning: Reasoning | null;
  /** The client wants the server to keep the conversation, and may send only what is new of it. */
  thread?: boolean;
  /** Why this request can go to servers of its own dialect only; its other fields are then but for the model and the stream empty. */
  untranslatable?: string;
  /** The caller's session, where the request names one. */
  sessionId: string | null;
}

/** A request that says nothing. */
export const EMPTY_REQUEST: CanonicalRequest = {
  model: null,
  messages: [],
  system: [],
  tools: [],
  toolChoice: null,
  maxTokens: null,
  stream: false,
  temperature: null,
  topP: null,
  topK: null,
  stopSequences: [],
  output: null,
  reasoning: null,
  sessionId: null,
};

/** The client's side request for a search: the upstream is to search the web itself. */
export interface WebSearchRequest {
  maxUses: number | null;
  allowedDomains: string[];
  blockedDomains: string[];
}

/**
 * A request made ready for one target by canonical/prepare-request.ts. Builders may rely on: every tool is the client's
 * own; calls and results pair up, results in the user message right after; names and ids fit the target; no empty
 * text; no attribution; thinking blocks are the target's own and carry `state`; parameters the target refuses are null;
 * maxTokens fits.
 */
export interface PreparedRequest extends CanonicalRequest {
  webSearch: WebSearchRequest | null;
}

export function isTextBlock(block: ContentBlock): block is TextBlock {
  return block.type === 'text';
}
export function isImageBlock(block: ContentBlock): block is ImageBlock {
  return block.type === 'image';
}
export function isDocumentBlock(block: ContentBlock): block is DocumentBlock {
  return block.type === 'document';
}
export function isThinkingBlock(block: ContentBlock): block is ThinkingBlock {
  return block.type === 'thinking';
}
export function isToolUseBlock(block: ContentBlock): block is ToolUseBlock {
  return block.type === 'tool_use';
}
export function isToolResultBlock(block: ContentBlock): block is ToolResultBlock {
  return block.type === 'tool_result';
}

/** The blocks of a message whose content may be a plain string. */
export function blocksOf(content: string | ContentBlock[] | undefined): ContentBlock[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  // A tool's result may come with null, or whatever else a client made of it.
  return Array.isArray(content) ? content : [];
}

/** All text of a list of blocks, the pieces apart by an empty line. */
export function textOf(blocks: ContentBlock[]): string {
  return blocks
    .filter(isTextBlock)
    .map((block) => block.text)
    .filter((text) => text !== '')
    .join('\n\n');
}

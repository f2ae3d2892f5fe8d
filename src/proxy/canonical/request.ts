/**
 * The neutral form of a request: a superset of Anthropic's blocks, so that nothing a Claude client says is lost on
 * the way in. Fields that we do not name stay where they are.
 */
export interface TextBlock {
  type: 'text';
  text: string;
}

export interface ImageBlock {
  type: 'image';
  source: { type: 'base64'; media_type: string; data: string } | { type: 'url'; url: string };
}

export interface ThinkingBlock {
  type: 'thinking';
  thinking: string;
  signature?: string;
}

export interface ToolUseBlock {
  type: 'tool_use';
  id: string;
  name: string;
  input: unknown;
}

export interface ToolResultBlock {
  type: 'tool_result';
  tool_use_id: string;
  content?: string | ContentBlock[];
  is_error?: boolean;
}

/** Any other block: redacted_thinking, document, tool_reference, server tools and what comes after them. */
export interface OtherBlock {
  type: string & {};
  [field: string]: unknown;
}

export type ContentBlock = TextBlock | ImageBlock | ThinkingBlock | ToolUseBlock | ToolResultBlock | OtherBlock;

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
}

export interface ToolChoice {
  type: 'auto' | 'any' | 'tool' | 'none';
  name?: string;
  disable_parallel_tool_use?: boolean;
}

export interface CanonicalRequest {
  model: string | null;
  messages: CanonicalMessage[];
  system: TextBlock[];
  tools: CanonicalTool[];
  toolChoice: ToolChoice | null;
  /** Tokens. */
  maxTokens: number | null;
  stream: boolean;
  temperature: number | null;
  topP: number | null;
  stopSequences: string[];
  /** JSON schema that the answer must fit. */
  outputSchema: Record<string, unknown> | null;
  /** The caller's session, where the request names one. */
  sessionId: string | null;
}

export function isTextBlock(block: ContentBlock): block is TextBlock {
  return block.type === 'text';
}
export function isImageBlock(block: ContentBlock): block is ImageBlock {
  return block.type === 'image';
}
export function isToolUseBlock(block: ContentBlock): block is ToolUseBlock {
  return block.type === 'tool_use';
}
export function isToolResultBlock(block: ContentBlock): block is ToolResultBlock {
  return block.type === 'tool_result';
}

/** The blocks of a message whose content may be a plain string. */
export function blocksOf(content: string | ContentBlock[] | undefined): ContentBlock[] {
  if (content === undefined) return [];
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

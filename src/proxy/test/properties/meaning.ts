import type { DocumentBlock, ImageBlock, OutputFormat, Reasoning, ToolChoice, WebSearchRequest } from '../../canonical/request';

/**
 * What a request means, without anything that is only form: ids of calls are gone, since a result stands in the place of its
 * call; content is always a list; the turns of one speaker are one. A property of a translation is one of meanings.
 */
export interface Meaning {
  system: SystemText[];
  turns: Turn[];
  tools: Tool[];
  search: WebSearchRequest | null;
  toolChoice: Pick<ToolChoice, 'type' | 'name'> | null;
  /** At most one call at a time. */
  serial: boolean;
  maxTokens: number | null;
  temperature: number | null;
  topP: number | null;
  topK: number | null;
  stopSequences: string[];
  output: OutputFormat | null;
  reasoning: Reasoning | null;
  sessionId: string | null;
  stream: boolean;
}

export interface SystemText {
  text: string;
  /** Up to here the prompt is worth caching. */
  mark: boolean;
}

export interface Turn {
  role: 'user' | 'assistant' | 'system';
  blocks: Block[];
}

export type Block = Part | Thinking | Call | Result;
export type Part = Text | Image | Document;

export interface Text {
  type: 'text';
  text: string;
}

export interface Image {
  type: 'image';
  source: ImageBlock['source'];
}

export interface Document {
  type: 'document';
  source: DocumentBlock['source'];
  title: string | null;
}

/** Reasoning of the model that is asked again; `seal` is what it binds it with. */
export interface Thinking {
  type: 'thinking';
  text: string;
  seal: string;
}

export interface Call {
  type: 'call';
  name: string;
  input: unknown;
}

/** Of the call in the same place of the turn before. */
export interface Result {
  type: 'result';
  parts: Part[];
  failed: boolean;
}

export interface Tool {
  name: string;
  description: string | null;
  schema: Record<string, unknown>;
}

/** A meaning that holds nothing but one question, with whatever else is said. */
export function asking(more: Partial<Meaning> = {}): Meaning {
  return {
    system: [],
    turns: [user(text('What is it?'))],
    tools: [],
    search: null,
    toolChoice: null,
    serial: false,
    maxTokens: null,
    temperature: null,
    topP: null,
    topK: null,
    stopSequences: [],
    output: null,
    reasoning: null,
    sessionId: null,
    stream: false,
    ...more,
  };
}

export const text = (words: string): Text => ({ type: 'text', text: words });
export const user = (...blocks: Block[]): Turn => ({ role: 'user', blocks });
export const assistant = (...blocks: Block[]): Turn => ({ role: 'assistant', blocks });
export const instruct = (words: string): Turn => ({ role: 'system', blocks: [text(words)] });
export const call = (input: unknown = {}): Call => ({ type: 'call', name: 'look', input });
export const result = (...parts: Part[]): Result => ({ type: 'result', parts, failed: false });

export function isPart(block: Block): block is Part {
  return block.type === 'text' || block.type === 'image' || block.type === 'document';
}

import {
  blocksOf,
  isDocumentBlock,
  isImageBlock,
  isTextBlock,
  type ContentBlock,
  type DocumentBlock,
  type ImageBlock,
  type ToolResultBlock,
} from '../../canonical/request';
import { toObjects, toText, type WirePart, type WireTextPart } from './wire';

/** How content goes out. */
export interface PartOptions {
  /** Keep the marks that say up to where the prompt is worth caching. */
  cacheControl: boolean;
}

/** A block of the conversation as a part of a message; what chat has no part for goes in words. */
export function buildPart(block: ContentBlock, options: PartOptions): WirePart {
  if (isImageBlock(block)) return imagePart(block);
  if (isDocumentBlock(block) && block.source.type === 'base64') return filePart(block, block.source);
  return textPart(describeBlock(block), block, options);
}

/** True for what only a message of the user can hold, as a tool's result is text. */
export function isAttachment(block: ContentBlock): boolean {
  return isImageBlock(block) || (isDocumentBlock(block) && block.source.type === 'base64');
}

/** A part of text, with the mark of the block that it stands for. */
export function textPart(text: string, block: ContentBlock, { cacheControl }: PartOptions): WireTextPart {
  const mark = (block as { cache_control?: unknown }).cache_control;
  return { type: 'text', text, ...(cacheControl && mark !== undefined && mark !== null && { cache_control: mark }) };
}

/** Parts as a message's content: one string where there is nothing but text, which is what every server takes. */
export function toContent(parts: WirePart[]): string | WirePart[] {
  const plain = parts.every((part) => part.type === 'text' && part.cache_control === undefined);
  return plain ? parts.map((part) => (part as WireTextPart).text).join('\n\n') : parts;
}

/** A block in words; a block that we do not know goes as the JSON that it is. */
export function describeBlock(block: ContentBlock): string {
  if (isTextBlock(block)) return block.text;
  if (isDocumentBlock(block)) return describeDocument(block);
  const { tool_name: tool, title, source, content } = block as Record<string, unknown>;
  // Tool search answers with the names of the tools that it has loaded (docs/sources.md, Claude Code).
  if (block.type === 'tool_reference') return `Tool loaded: ${toText(tool)}`;
  if (block.type === 'search_result') {
    const texts = toObjects(content).map(({ text }) => toText(text));
    return [`${toText(title)} (${toText(source)})`, ...texts].join('\n');
  }
  return JSON.stringify(block);
}

/** All of a tool's result that can be said in text. */
export function describeResult({ content, is_error: isError }: ToolResultBlock): string {
  // Some servers refuse a message without any text.
  const text = (typeof content === 'string' ? content : describeParts(content)) || '(No output.)';
  return isError === true ? `Error: ${text}` : text;
}

function describeParts(content: ContentBlock[] | undefined): string {
  return blocksOf(content)
    .map((block) => (isAttachment(block) ? attachmentNote(block) : describeBlock(block)))
    .join('\n');
}

function attachmentNote(block: ContentBlock): string {
  return isImageBlock(block) ? '(The image follows.)' : '(The file follows.)';
}

function describeDocument({ source, title }: DocumentBlock): string {
  const name = title ? `"${title}"` : '';
  if (source.type === 'url') return `Document ${name} at ${source.url}`;
  return source.type === 'text' && name !== '' ? `Document ${name}:\n${source.data}` : source.data;
}

function imagePart({ source }: ImageBlock): WirePart {
  const url = source.type === 'base64' ? `data:${source.media_type};base64,${source.data}` : source.url;
  return { type: 'image_url', image_url: { url } };
}

function filePart({ title }: DocumentBlock, { media_type: mediaType, data }: { media_type: string; data: string }): WirePart {
  const filename = title || (mediaType === 'application/pdf' ? 'document.pdf' : 'document');
  return { type: 'file', file: { filename, file_data: `data:${mediaType};base64,${data}` } };
}

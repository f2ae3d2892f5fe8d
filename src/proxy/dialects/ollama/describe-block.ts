import {
  isDocumentBlock,
  isImageBlock,
  isTextBlock,
  type ContentBlock,
  type DocumentBlock,
  type ImageBlock,
} from '../../canonical/request';

/**
 * A block as text, for a wire format whose content is text and nothing else. `image` stands for an image that goes along
 * beside the text.
 */
export function describeBlock(block: ContentBlock, image: string): string {
  if (isTextBlock(block)) return block.text;
  if (isImageBlock(block)) return block.source.type === 'base64' ? image : describeImage(block);
  if (isDocumentBlock(block)) return describeDocument(block);
  // Tool search answers with the names of the tools that it has loaded.
  if (block.type === 'tool_reference') return `Tool loaded: ${String((block as { tool_name?: unknown }).tool_name ?? '')}`;
  return JSON.stringify(block);
}

/** There is an address, or an id of a file that only the provider has. */
function describeImage({ source }: ImageBlock): string {
  return `(An image${'url' in source ? ` at ${source.url}` : ''}, which cannot be shown here.)`;
}

function describeDocument({ source, title }: DocumentBlock): string {
  const name = title ?? 'without a title';
  return source.type === 'text' ? `Document ${name}:\n${source.data}` : `(A document, ${name}, which cannot be read here.)`;
}

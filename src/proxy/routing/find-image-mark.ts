import { isImageBlock, isToolResultBlock, type ContentBlock } from '../canonical/request';
import type { MarkedRequest } from './marked-request';

/** An image anywhere in the conversation: whoever answers gets all of it, and must be able to take it. The latest first. */
export function findImageMark({ request: { messages } }: MarkedRequest): string | null {
  for (let index = messages.length - 1; index >= 0; index--) {
    const content = messages[index]?.content;
    if (Array.isArray(content) && content.some(holdsImage)) return 'It holds an image';
  }
  return null;
}

function holdsImage(block: ContentBlock): boolean {
  if (isImageBlock(block)) return true;
  return isToolResultBlock(block) && Array.isArray(block.content) && block.content.some(isImageBlock);
}

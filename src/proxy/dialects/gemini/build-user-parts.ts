import {
  blocksOf,
  isDocumentBlock,
  isImageBlock,
  isTextBlock,
  isToolResultBlock,
  type ContentBlock,
  type ToolResultBlock,
} from '../../canonical/request';
import type { Quirks } from '../../../shared/model/quirks';
import { buildMedia, documentText } from './build-media';
import type { WireMedia, WirePart } from './wire';

export interface UserParts {
  /** Results of function calls. They want a content of their own. */
  responses: WirePart[];
  others: WirePart[];
}

/** What the user's turn says. `names` knows the function behind each call's id: a result must repeat it. */
export function buildUserParts(
  blocks: ContentBlock[],
  names: ReadonlyMap<string, string>,
  quirks: Pick<Quirks, 'imagesInToolResults'>,
): UserParts {
  const responses: WirePart[] = [];
  const media: WirePart[] = [];
  const others: WirePart[] = [];
  for (const block of blocks) {
    if (isToolResultBlock(block)) {
      const { response, following } = buildResponse(block, names.get(block.tool_use_id) ?? '', quirks);
      responses.push(response);
      media.push(...following);
    } else others.push(...buildPart(block));
  }
  return { responses, others: [...media, ...others] };
}

function buildPart(block: ContentBlock): WirePart[] {
  if (isImageBlock(block) || isDocumentBlock(block)) {
    const media = buildMedia(block);
    if (media !== null) return [media];
  }
  const text = blockText(block);
  return text === '' ? [] : [{ text }];
}

/** Images go inside the result where the model takes them there; otherwise they follow it (pitfall 37). */
function buildResponse(
  result: ToolResultBlock,
  name: string,
  { imagesInToolResults }: Pick<Quirks, 'imagesInToolResults'>,
): { response: WirePart; following: WirePart[] } {
  const lines: string[] = [];
  const parts: WireMedia[] = [];
  const following: WirePart[] = [];
  for (const block of blocksOf(result.content)) {
    const media = isImageBlock(block) || isDocumentBlock(block) ? buildMedia(block) : null;
    if (media === null) lines.push(blockText(block));
    // A result takes bytes only; an address is refused there (types of @google/genai 3.1).
    else if (imagesInToolResults && media.inlineData) parts.push(media);
    else {
      lines.push(isImageBlock(block) ? '(The image follows.)' : '(The document follows.)');
      following.push(media);
    }
  }
  const text = lines.join('\n');
  const response = result.is_error === true ? { error: text } : { output: text };
  return {
    response: { functionResponse: { id: result.tool_use_id, name, response, ...(parts.length > 0 && { parts }) } },
    following,
  };
}

function blockText(block: ContentBlock): string {
  if (isTextBlock(block)) return block.text;
  if (isDocumentBlock(block)) return documentText(block);
  // Tool search answers with the names of the tools that it has loaded.
  if (block.type === 'tool_reference') return `Tool loaded: ${String((block as { tool_name?: unknown }).tool_name ?? '')}`;
  return JSON.stringify(block);
}

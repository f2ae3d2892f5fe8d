import { blocksOf, isToolUseBlock, type CanonicalMessage } from '../../canonical/request';
import type { Quirks } from '../../../shared/model/quirks';
import { buildModelParts } from './build-model-parts';
import { buildUserParts } from './build-user-parts';
import type { WireContent, WirePart } from './wire';

/**
 * The conversation as contents of `user` and `model`. Turns of the same speaker become one, except that results of function
 * calls stay in a content of their own: with anything beside them Vertex AI and newer models refuse the request, in the
 * misleading words "Requests ending with a model turn are not supported" (deepnoodle-ai/dive#287,
 * Prism-Shadow/agenthub#189).
 */
export function buildContents(messages: CanonicalMessage[], quirks: Pick<Quirks, 'imagesInToolResults'>): WireContent[] {
  const contents: WireContent[] = [];
  const names = new Map<string, string>();

  function add(role: WireContent['role'], parts: WirePart[]): void {
    if (parts.length === 0) return;
    const last = contents.at(-1);
    if (last?.role === role && !holdsResponses(last.parts) && !holdsResponses(parts)) last.parts.push(...parts);
    else contents.push({ role, parts });
  }

  for (const { role, content } of messages) {
    const blocks = blocksOf(content);
    if (role === 'assistant') {
      for (const call of blocks.filter(isToolUseBlock)) names.set(call.id, call.name);
      add('model', buildModelParts(blocks));
    } else {
      const { responses, others } = buildUserParts(blocks, names, quirks);
      add('user', responses);
      add('user', others);
    }
  }
  return contents;
}

function holdsResponses(parts: WirePart[]): boolean {
  return parts.some((part) => part.functionResponse !== undefined);
}

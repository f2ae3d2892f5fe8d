import { isTextBlock, isThinkingBlock, isToolUseBlock, type ContentBlock, type ToolUseBlock } from '../../canonical/request';
import { readReasoningState } from './reasoning-state';
import type { WirePart } from './wire';

/**
 * Google's own stand-in where a call was not made by this model, so that it has no signature to send back
 * (https://ai.google.dev/gemini-api/docs/thought-signatures, FAQ; it works at Vertex AI too).
 */
const NO_SIGNATURE = 'skip_thought_signature_validator';

/**
 * What the model said, with each signature on the part that it came on (pitfall 17). A turn whose calls have none is another
 * model's, or lost its reasoning on the way: its first call gets the stand-in, which never replaces a real one (pitfall 21).
 */
export function buildModelParts(blocks: ContentBlock[]): WirePart[] {
  const states = blocks.filter(isThinkingBlock).map(({ state }) => readReasoningState(state));
  const signatures = new Map(states.flatMap(({ calls }) => Object.entries(calls)));
  const parts: WirePart[] = [];
  let textSignature = '';
  for (const block of blocks) {
    if (isThinkingBlock(block)) {
      const { thought, server, text } = readReasoningState(block.state);
      // Thoughts without a signature are a summary for people, which the model does not read.
      if (thought !== '' && block.thinking !== '') parts.push({ text: block.thinking, thought: true, thoughtSignature: thought });
      parts.push(...(server as WirePart[]));
      textSignature = text || textSignature;
    } else if (isTextBlock(block)) {
      parts.push({ text: block.text, ...(textSignature !== '' && { thoughtSignature: textSignature }) });
      textSignature = '';
    } else if (isToolUseBlock(block)) {
      const signature = signatures.get(block.id);
      parts.push({ functionCall: buildCall(block), ...(signature !== undefined && { thoughtSignature: signature }) });
    }
  }
  // State that came after its text belongs to the text before it.
  const unsigned = parts.findLast((part) => isPlainText(part));
  if (textSignature !== '' && unsigned) unsigned.thoughtSignature = textSignature;
  const called = parts.filter((part) => part.functionCall !== undefined);
  const [first] = called;
  if (first && called.every((part) => part.thoughtSignature === undefined)) first.thoughtSignature = NO_SIGNATURE;
  return parts;
}

function isPlainText({ text, thought, thoughtSignature }: WirePart): boolean {
  return text !== undefined && thought !== true && thoughtSignature === undefined;
}

/** Arguments have to be an object; whatever else a client made of them goes inside one. */
function buildCall({ id, name, input }: ToolUseBlock): NonNullable<WirePart['functionCall']> {
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  const args = isObject ? (input as Record<string, unknown>) : input === undefined || input === null ? {} : { input };
  return { id, name, args };
}

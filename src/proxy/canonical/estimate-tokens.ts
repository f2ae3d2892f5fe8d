import { blocksOf, isToolResultBlock, isToolUseBlock, type CanonicalRequest, type ContentBlock } from './request';

/** Characters that make a token in prose and code, on average (docs/sources.md, Providers). */
const CHARACTERS_PER_TOKEN = 4;

/** What an image of ordinary size costs in tokens: (1,092 x 1,092) / 750, Anthropic's rule for its largest unscaled image. */
const IMAGE_TOKENS = 1590;

/** A quick estimate in tokens of all that a request sends: system, tools and messages. Image data is not counted as text. */
export function estimateInputTokens(request: CanonicalRequest): number {
  let characters = 0;
  let images = 0;

  function add(block: ContentBlock): void {
    if (block.type === 'image' || block.type === 'document') images += 1;
    else if ('text' in block && typeof block.text === 'string') characters += block.text.length;
    else if ('thinking' in block && typeof block.thinking === 'string') characters += block.thinking.length;
    else if (isToolUseBlock(block)) characters += JSON.stringify(block.input ?? {}).length;
    else if (isToolResultBlock(block)) blocksOf(block.content).forEach(add);
  }

  request.system.forEach(add);
  for (const message of request.messages) blocksOf(message.content).forEach(add);
  for (const tool of request.tools) {
    characters += tool.name.length + (tool.description?.length ?? 0) + JSON.stringify(tool.input_schema ?? {}).length;
  }
  return estimateTextTokens(characters) + images * IMAGE_TOKENS;
}

/** Tokens in a text of that many characters, as a guess. */
export function estimateTextTokens(characters: number): number {
  return Math.ceil(characters / CHARACTERS_PER_TOKEN);
}

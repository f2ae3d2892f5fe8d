import { measureJson } from './measure-json';
import { walkRequest, type CountedRequest } from './walk-request';

/** How much a request sends, as far as can be told without counting tokens. */
export interface RequestMeasure {
  /** Of all its text. */
  characters: number;
  /** Tokens of its images and PDFs, as flat figures; 0 when it has none. */
  mediaTokens: number;
}

/** An image of ordinary size: (1,092 x 1,092) / 750, Anthropic's rule for its largest unscaled image. */
const IMAGE_TOKENS = 1_590;
/**
 * A PDF of three pages, which is a guess, since their number is not known. Anthropic sees each page twice: as text of
 * 1,500 to 3,000 tokens, and as an image.
 */
const DOCUMENT_TOKENS = 3 * (2_250 + IMAGE_TOKENS);

/** Its time grows with the number of blocks, not with their length: 0.2 ms for a conversation of 800 KB. */
export function measureRequest(request: CountedRequest): RequestMeasure {
  let characters = 0;
  let mediaTokens = 0;
  walkRequest(request, {
    text: (text) => (characters += text.length),
    value: (value) => (characters += measureJson(value)),
    image: () => (mediaTokens += IMAGE_TOKENS),
    document: () => (mediaTokens += DOCUMENT_TOKENS),
  });
  return { characters, mediaTokens };
}

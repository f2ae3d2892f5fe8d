import { walkRequest, type CountedRequest } from './walk-request';

/** All that a tokeniser has to count of a request, block by block; JSON values as their text. */
export function collectTexts(request: CountedRequest): string[] {
  const texts: string[] = [];
  walkRequest(request, {
    text: (text) => texts.push(text),
    value: (value) => texts.push(JSON.stringify(value)),
    image: () => undefined,
    document: () => undefined,
  });
  return texts;
}

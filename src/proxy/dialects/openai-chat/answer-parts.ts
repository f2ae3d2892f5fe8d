import type { SearchResult } from '../../canonical/response';
import type { AnswerLabels } from '../dialect';

/** The fields that whole answers and chunks begin with. `req_abc` gives `chatcmpl-abc`. */
export function answerHead({ requestId, createdAt, model }: AnswerLabels, object: string) {
  return { id: requestId.replace(/^(req_)?/, 'chatcmpl-'), object, created: createdAt, model };
}

/** Our envelope, in the form in which clients keep reasoning that they cannot read (OpenRouter's reasoning_details). */
export function reasoningDetail(envelope: string, index: number) {
  return { type: 'reasoning.encrypted', data: envelope, id: null, format: 'unknown', index };
}

/** A page that a search found. The text does not say which words of it stem from the page, so the range is empty. */
export function citation({ url, title }: SearchResult) {
  return { type: 'url_citation', url_citation: { url, title, start_index: 0, end_index: 0 } };
}

import type { SearchResult } from '../../canonical/response';
import type { ItemEvent, ItemPlace, ItemWriter } from './item-writer';
import type { Wire } from './read-value';

/**
 * A text as a message item. `takeResults` gives what was searched for it by the time it stops: the results become
 * citations at the text's end, since nobody said which words each of them stands behind.
 */
export function createMessageWriter(place: ItemPlace, takeResults: () => SearchResult[]): ItemWriter {
  const at = { ...place, content_index: 0 };
  let text = '';
  let annotations: Wire[] = [];
  let stopped = false;

  const part = (): Wire => ({ type: 'output_text', text, annotations, logprobs: [] });
  const item = (): Wire => ({
    id: place.item_id,
    type: 'message',
    status: stopped ? 'completed' : 'in_progress',
    role: 'assistant',
    content: stopped || text !== '' ? [part()] : [],
  });

  function cite(): ItemEvent[] {
    const end = text.length;
    annotations = takeResults().map(({ url, title }) => ({ type: 'url_citation', url, title, start_index: end, end_index: end }));
    return annotations.map((annotation, index) => ({
      type: 'response.output_text.annotation.added',
      ...at,
      annotation_index: index,
      annotation,
    }));
  }

  return {
    start: () => [
      { type: 'response.output_item.added', output_index: place.output_index, item: item() },
      { type: 'response.content_part.added', ...at, part: part() },
    ],
    piece(delta) {
      text += delta;
      return [{ type: 'response.output_text.delta', ...at, delta, logprobs: [] }];
    },
    sign() {},
    stop() {
      const citations = cite();
      stopped = true;
      return [
        ...citations,
        { type: 'response.output_text.done', ...at, text, logprobs: [] },
        { type: 'response.content_part.done', ...at, part: part() },
        { type: 'response.output_item.done', output_index: place.output_index, item: item() },
      ];
    },
    item,
  };
}

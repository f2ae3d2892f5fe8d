import type { WebSearch } from '../../canonical/response';
import type { ItemPlace, ItemWriter } from './item-writer';
import type { Wire } from './read-value';

/** A search that the upstream made: an item that is over as soon as it is told. */
export function createSearchWriter(place: ItemPlace, { query, results, errorCode }: WebSearch): ItemWriter {
  const sources = results.map(({ url }) => ({ type: 'url', url }));
  const item = (status: string): Wire => ({
    id: place.item_id,
    type: 'web_search_call',
    status,
    action: { type: 'search', query, queries: [query], sources },
  });
  const ended = item(errorCode === null ? 'completed' : 'failed');

  return {
    start: () => [
      { type: 'response.output_item.added', output_index: place.output_index, item: item('in_progress') },
      { type: 'response.web_search_call.in_progress', ...place },
      { type: 'response.web_search_call.searching', ...place },
    ],
    piece: () => [],
    sign() {},
    stop: () => [
      ...(errorCode === null ? [{ type: 'response.web_search_call.completed', ...place }] : []),
      { type: 'response.output_item.done', output_index: place.output_index, item: ended },
    ],
    item: () => ended,
  };
}

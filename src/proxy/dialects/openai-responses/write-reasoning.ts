import type { ItemPlace, ItemWriter } from './item-writer';
import type { Wire } from './read-value';

/**
 * Reasoning as an item with a summary, the form that clients show. Its signature stands where OpenAI puts what only it
 * can read, so that clients hand it back unchanged.
 */
export function createReasoningWriter(place: ItemPlace): ItemWriter {
  const at = { ...place, summary_index: 0 };
  let text = '';
  let signature = '';
  let opened = false;

  const part = (): Wire => ({ type: 'summary_text', text });
  const item = (): Wire => ({
    id: place.item_id,
    type: 'reasoning',
    summary: opened ? [part()] : [],
    encrypted_content: signature === '' ? null : signature,
  });

  return {
    start: () => [{ type: 'response.output_item.added', output_index: place.output_index, item: item() }],
    piece(delta) {
      const added = opened ? [] : [{ type: 'response.reasoning_summary_part.added', ...at, part: part() }];
      opened = true;
      text += delta;
      return [...added, { type: 'response.reasoning_summary_text.delta', ...at, delta }];
    },
    sign(given) {
      signature = given;
    },
    stop: () => [
      ...(opened
        ? [
            { type: 'response.reasoning_summary_text.done', ...at, text },
            { type: 'response.reasoning_summary_part.done', ...at, part: part() },
          ]
        : []),
      { type: 'response.output_item.done', output_index: place.output_index, item: item() },
    ],
    item,
  };
}

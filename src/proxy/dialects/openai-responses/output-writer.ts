import type { BlockEvent, SearchResult, StopReason } from '../../canonical/response';
import type { AnswerLabels } from '../dialect';
import { findTool } from './client-tool';
import type { ItemEvent, ItemWriter } from './item-writer';
import type { Wire } from './read-value';
import { createCallWriter } from './write-call';
import { createMessageWriter } from './write-message';
import { createReasoningWriter } from './write-reasoning';
import { createSearchWriter } from './write-search';

/** Makes output items of blocks, and the events that tell of them. */
export interface OutputWriter {
  block(event: BlockEvent): ItemEvent[];
  /** Ends what is still open; call it before `output` is told as final. */
  finish(): ItemEvent[];
  output(): Wire[];
  stopReason(): StopReason;
}

type StartedBlock = Extract<BlockEvent, { type: 'block-start' }>['block'];

/**
 * One block is one item. A message stays open until the next item that is no search begins: what was searched is told
 * after the text at most upstreams, and citations belong into the message.
 */
export function createOutputWriter(labels: AnswerLabels): OutputWriter {
  const suffix = labels.requestId.replace(/^req_/, '');
  const writers: ItemWriter[] = [];
  let results: SearchResult[] = [];
  let openMessage: ItemWriter | null = null;
  let stopReason: StopReason = 'end_turn';

  function takeResults(): SearchResult[] {
    const taken = new Map(results.map((result) => [result.url, result]));
    results = [];
    return [...taken.values()];
  }

  function closeMessage(): ItemEvent[] {
    const events = openMessage?.stop() ?? [];
    openMessage = null;
    return events;
  }

  function createWriter(block: StartedBlock, index: number): ItemWriter {
    const place = (kind: string) => ({ item_id: `${kind}_${suffix}_${index}`, output_index: index });
    switch (block.type) {
      case 'text':
        return createMessageWriter(place('msg'), takeResults);
      case 'thinking':
        return createReasoningWriter(place('rs'));
      case 'tool_use': {
        const tool = findTool(labels.request, block.name);
        // OpenAI, which may get the item back one day, wants to see its kind in its id.
        return createCallWriter(place(tool?.freeform ? 'ctc' : tool?.searchesTools ? 'tsc' : 'fc'), block, tool);
      }
      case 'web_search':
        results.push(...block.search.results);
        return createSearchWriter(place('ws'), block.search);
    }
  }

  return {
    block(event) {
      switch (event.type) {
        case 'block-start': {
          const closed = event.block.type === 'web_search' ? [] : closeMessage();
          const writer = createWriter(event.block, event.index);
          writers[event.index] = writer;
          return [...closed, ...writer.start()];
        }
        case 'block-delta':
          return writers[event.index]?.piece(event.text) ?? [];
        case 'block-signature':
          writers[event.index]?.sign(event.signature);
          return [];
        case 'block-stop': {
          const writer = writers[event.index];
          if (writer?.item().type !== 'message') return writer?.stop() ?? [];
          openMessage = writer;
          return [];
        }
        case 'finish':
          stopReason = event.reason;
          return closeMessage();
      }
    },
    finish: closeMessage,
    output: () => writers.map((writer) => writer.item()),
    stopReason: () => stopReason,
  };
}

import type { UpstreamEvent } from '../../canonical/response';
import { isRecord, type WireRecord } from './is-record';
import { readSearch } from './read-search';
import type { ReplayBlock } from './reasoning-state';

/** Reads the blocks of an answer. A whole answer's block is a start and a stop with nothing between. */
export interface BlockReader {
  start(index: number, block: unknown): UpstreamEvent[];
  delta(index: number, delta: unknown): UpstreamEvent[];
  stop(index: number): UpstreamEvent[];
  /** Ends what was begun and not stopped. */
  stopAll(): UpstreamEvent[];
}

interface OpenBlock {
  type: string;
  /** Unique within the answer: servers have been seen to use an index twice (pitfall 13). */
  key: string;
  start: WireRecord;
  /** Reasoning or arguments so far. */
  text: string;
  signature: string;
}

/** Blocks of kinds that we do not know are passed over. */
export function createBlockReader(): BlockReader {
  const open = new Map<number, OpenBlock>();
  const searches = new Map<string, string>();
  let count = 0;

  function begin(block: OpenBlock): UpstreamEvent[] {
    const { start, key } = block;
    switch (block.type) {
      case 'text':
        return textEvents('text', start.text);
      case 'thinking':
        block.text = asText(start.thinking);
        block.signature = asText(start.signature);
        return textEvents('thinking', start.thinking);
      case 'redacted_thinking':
        return [replay({ type: 'redacted_thinking', data: asText(start.data) })];
      case 'tool_use':
        return [{ type: 'tool-start', key, id: asText(start.id) || `toolu_${count}`, name: asText(start.name) }];
      case 'web_search_tool_result':
        return findSearch(start);
      case 'tool_result':
        return searches.has(asText(start.tool_use_id)) ? findSearch(start) : [];
      default:
        return [];
    }
  }

  function findSearch({ tool_use_id: id, content }: WireRecord): UpstreamEvent[] {
    const search = readSearch(asText(id) || `search_${count}`, searches.get(asText(id)) ?? '', content);
    return [{ type: 'web-search', search }];
  }

  function finish(block: OpenBlock): UpstreamEvent[] {
    const { start, text, signature, key } = block;
    switch (block.type) {
      case 'thinking':
        return text === '' && signature === '' ? [] : [replay({ type: 'thinking', thinking: text, signature })];
      case 'tool_use':
        // Only where no deltas came are the start's arguments more than a placeholder (pitfall 2).
        return text === '' ? [{ type: 'tool-arguments', key, json: wholeInput(start.input) }] : [];
      case 'server_tool_use':
        if (/web_?search/i.test(asText(start.name))) searches.set(asText(start.id), readQuery(text === '' ? start.input : text));
        return [];
      default:
        return [];
    }
  }

  function stop(index: number): UpstreamEvent[] {
    const block = open.get(index);
    open.delete(index);
    return block ? finish(block) : [];
  }

  return {
    start(index, wire) {
      if (!isRecord(wire)) return [];
      const before = stop(index);
      count += 1;
      const block: OpenBlock = { type: asText(wire.type), key: `block ${count}`, start: wire, text: '', signature: '' };
      open.set(index, block);
      return [...before, ...begin(block)];
    },
    delta(index, delta) {
      if (!isRecord(delta)) return [];
      const block = open.get(index);
      switch (delta.type) {
        case 'text_delta':
          return textEvents('text', delta.text);
        case 'thinking_delta':
          if (block) block.text += asText(delta.thinking);
          return textEvents('thinking', delta.thinking);
        case 'signature_delta':
          if (block) block.signature = asText(delta.signature);
          return [];
        case 'input_json_delta': {
          const json = asText(delta.partial_json);
          if (block) block.text += json;
          return block?.type === 'tool_use' && json !== '' ? [{ type: 'tool-arguments', key: block.key, json }] : [];
        }
        default:
          return [];
      }
    },
    stop,
    stopAll: () => [...open.keys()].flatMap(stop),
  };
}

/** What the upstream must see again, word for word and in this order. */
function replay(block: ReplayBlock): UpstreamEvent {
  return { type: 'reasoning-state', state: { blocks: [block] } };
}

function textEvents(type: 'text' | 'thinking', text: unknown): UpstreamEvent[] {
  return typeof text === 'string' && text !== '' ? [{ type, text }] : [];
}

function wholeInput(input: unknown): string {
  return typeof input === 'string' ? input : JSON.stringify(input ?? {});
}

function readQuery(input: unknown): string {
  try {
    const value: unknown = typeof input === 'string' ? JSON.parse(input) : input;
    return isRecord(value) ? asText(value.query ?? value.search_query) : '';
  } catch {
    return '';
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

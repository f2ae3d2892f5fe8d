import type { UpstreamEvent } from '../../canonical/response';
import { readUsage } from './convert-usage';
import { createKnownItems, type KnownItem } from './known-items';
import { readOutcome } from './read-outcome';
import { createSearchCollector } from './read-searches';
import { objectsOf, stringOf, type Wire } from './read-value';

/** Which of an item's texts is meant; several parts of a kind are told apart by their index. */
export type TextKind = 'text' | 'refusal' | 'summary' | 'reasoning' | 'arguments';

/** Makes canonical events of output items, whether their texts come in pieces, as wholes, or both. */
export interface AnswerReader {
  /** An item begins. `place` is the event that says where it stands: output_index, item_id. */
  open(place: Wire, item: Wire): UpstreamEvent[];
  /** A piece of one of its texts. */
  piece(place: Wire, kind: TextKind, part: number, text: string): UpstreamEvent[];
  /** One of its texts as a whole. */
  whole(place: Wire, kind: TextKind, part: number, text: string): UpstreamEvent[];
  cite(annotation: unknown): void;
  /** An item is finished, and this is all of it. */
  close(place: Wire, item: Wire): UpstreamEvent[];
  /** The response object as it was when all had been said. */
  finish(response: Wire): UpstreamEvent[];
}

const TYPE_OF: Record<TextKind, string> = {
  text: 'message',
  refusal: 'message',
  summary: 'reasoning',
  reasoning: 'reasoning',
  arguments: 'function_call',
};

/**
 * Each way in which a text can come (deltas, .done, output_item.done, response.completed) ends in the same place, which
 * tells only what is new; so whichever of them a server leaves out, nothing is lost or said twice (pitfalls 4 and 6).
 */
export function createAnswerReader(): AnswerReader {
  const items = createKnownItems();
  const searches = createSearchCollector();
  const reasoningKinds = new Map<KnownItem, TextKind>();
  let refused = false;
  let thinkingSeen = false;
  let calls = 0;
  /** The message whose text the next one would run into. */
  let lastMessage: KnownItem | null = null;

  function startCall(item: KnownItem, wire: Wire): UpstreamEvent[] {
    if (item.started) return [];
    item.started = true;
    item.callId = stringOf(wire.call_id) || item.callId || item.id || `call_${calls}`;
    calls += 1;
    lastMessage = null;
    const { key, callId, held } = item;
    const start = { type: 'tool-start', key, id: callId, name: stringOf(wire.name) } as const;
    return held === '' ? [start] : [start, { type: 'tool-arguments', key, json: held }];
  }

  function tell(item: KnownItem, kind: TextKind, part: number, text: string): UpstreamEvent[] {
    if (text === '') return [];
    const slot = `${kind} ${part}`;
    const first = !item.told.has(slot);
    item.told.set(slot, (item.told.get(slot) ?? '') + text);
    switch (kind) {
      case 'arguments':
        if (item.started) return [{ type: 'tool-arguments', key: item.key, json: text }];
        item.held += text;
        return [];
      case 'summary':
      case 'reasoning':
        return tellReasoning(item, kind, first, text);
      default: {
        if (kind === 'refusal') refused = true;
        const paragraph = lastMessage !== null && lastMessage !== item ? '\n\n' : '';
        lastMessage = item;
        return [{ type: 'text', text: paragraph + text }];
      }
    }
  }

  /** Reasoning comes as a summary or in full; where it comes as both, the first one counts. Its parts are paragraphs. */
  function tellReasoning(item: KnownItem, kind: TextKind, first: boolean, text: string): UpstreamEvent[] {
    const chosen = reasoningKinds.get(item) ?? kind;
    reasoningKinds.set(item, chosen);
    if (chosen !== kind) return [];
    const paragraph = first && thinkingSeen ? '\n\n' : '';
    thinkingSeen = true;
    return [{ type: 'thinking', text: paragraph + text }];
  }

  function tellRest(item: KnownItem, kind: TextKind, part: number, whole: string): UpstreamEvent[] {
    const told = item.told.get(`${kind} ${part}`) ?? '';
    // What was told cannot be taken back; a whole that is not its continuation (other spacing, say) adds nothing.
    return whole.startsWith(told) ? tell(item, kind, part, whole.slice(told.length)) : [];
  }

  function closeItem(item: KnownItem, wire: Wire): UpstreamEvent[] {
    if (item.closed) return [];
    item.closed = true;
    switch (stringOf(wire.type) || item.type) {
      case 'message':
        return objectsOf(wire.content).flatMap((part, index) => {
          objectsOf(part.annotations).forEach(searches.cite);
          return part.type === 'refusal'
            ? tellRest(item, 'refusal', index, stringOf(part.refusal))
            : tellRest(item, 'text', index, stringOf(part.text));
        });
      case 'function_call':
        return [...startCall(item, wire), ...tellRest(item, 'arguments', 0, stringOf(wire.arguments))];
      case 'reasoning':
        return closeReasoning(item, wire);
      case 'web_search_call':
        searches.add(wire);
        return [];
      default:
        return [];
    }
  }

  function closeReasoning(item: KnownItem, wire: Wire): UpstreamEvent[] {
    const texts = (list: unknown, kind: TextKind) =>
      objectsOf(list).flatMap((part, index) => tellRest(item, kind, index, stringOf(part.text)));
    const events = [...texts(wire.summary, 'summary'), ...texts(wire.content, 'reasoning')];
    // Without either the server could only look the item up by its id, and it keeps none (`store: false`).
    const replayable = stringOf(wire.encrypted_content) !== '' || objectsOf(wire.content).length > 0;
    return replayable ? [...events, { type: 'reasoning-state', state: { reasoning: [keepForReplay(wire)] } }] : events;
  }

  return {
    open(place, wire) {
      const item = items.at(place, stringOf(wire.type), wire);
      // Some tell the name only when the call is finished.
      return wire.type === 'function_call' && stringOf(wire.name) !== '' ? startCall(item, wire) : [];
    },
    piece(place, kind, part, text) {
      const item = items.at(place, TYPE_OF[kind]);
      return item.closed ? [] : tell(item, kind, part, text);
    },
    whole(place, kind, part, text) {
      const item = items.at(place, TYPE_OF[kind]);
      return item.closed ? [] : tellRest(item, kind, part, text);
    },
    cite: searches.cite,
    close: (place, wire) => closeItem(items.at(place, stringOf(wire.type), wire), wire),
    finish(response) {
      const events = items.match(objectsOf(response.output)).flatMap(({ wire, item }) => closeItem(item, wire));
      for (const search of searches.collect()) events.push({ type: 'web-search', search });
      const usage = readUsage(response);
      if (usage !== null) events.push({ type: 'usage', ...usage });
      events.push(readOutcome(response, refused));
      return events;
    },
  };
}

/** Byte for byte what the vendor wants back with the next turn (pitfall 27); `status` is for reading only. */
function keepForReplay({ id, summary, content, encrypted_content: encrypted }: Wire): Wire {
  return {
    ...(typeof id === 'string' && { id }),
    summary: objectsOf(summary),
    ...(objectsOf(content).length > 0 && { content }),
    ...(typeof encrypted === 'string' && { encrypted_content: encrypted }),
  };
}

import { numberOf, stringOf, type Wire } from './read-value';

/** What is known of an output item while it comes in. */
export interface KnownItem {
  key: string;
  type: string;
  id: string;
  callId: string;
  /** All of it has come. */
  closed: boolean;
  /** Of a call: it was told that it begins. Arguments that come before its name are held. */
  started: boolean;
  held: string;
  /** What was told of each of its texts so far. */
  told: Map<string, string>;
}

/** Finds the item that an event is about. */
export interface KnownItems {
  /** `place` is what says where the item stands: output_index, item_id. An item that was never announced begins here. */
  at(place: Wire, type: string, wire?: Wire): KnownItem;
  /** The items of the final response, each with what is known of it; those that were told under other names are left out. */
  match(output: Wire[]): { wire: Wire; item: KnownItem }[];
}

/**
 * Items are known by their output_index (pitfall 8), for some servers give an item another id in every event
 * (BerriAI/litellm#30072); by their id where there is no index; and where there is neither, the last one of the kind is meant.
 */
export function createKnownItems(): KnownItems {
  const items = new Map<string, KnownItem>();
  let latest: KnownItem | undefined;

  function add(key: string, type: string, wire: Wire): KnownItem {
    const ids = { id: stringOf(wire.id), callId: stringOf(wire.call_id) };
    const item = { key, type, ...ids, closed: false, started: false, held: '', told: new Map<string, string>() };
    items.set(key, item);
    return item;
  }

  function findById(id: string, among: Iterable<KnownItem>): KnownItem | undefined {
    return id === '' ? undefined : [...among].find((item) => item.id === id);
  }

  return {
    at(place, type, wire = {}) {
      const index = numberOf(place.output_index);
      const id = stringOf(place.item_id) || stringOf(wire.id);
      if (index !== null) latest = items.get(`index ${index}`) ?? add(`index ${index}`, type, { ...wire, id });
      else if (id !== '' || latest === undefined || latest.closed || latest.type !== type)
        latest = findById(id, items.values()) ?? add(`item ${items.size}`, type, { ...wire, id });
      return latest;
    },
    match(output) {
      const streamed = [...items.values()];
      return output.flatMap((wire, index) => {
        const type = stringOf(wire.type);
        const callId = stringOf(wire.call_id);
        const alike = streamed.filter((item) => item.type === type);
        const item =
          alike.find((one) => callId !== '' && one.callId === callId) ??
          findById(stringOf(wire.id), alike) ??
          alike.find(({ key }) => key === `index ${index}`);
        if (item) return [{ wire, item }];
        // A text or a thought that fits nowhere was told under another name and place; a call without its own would be lost.
        const lost = alike.length === 0 || type === 'function_call';
        return lost ? [{ wire, item: add(`final ${index}`, type, wire) }] : [];
      });
    },
  };
}

import type { ClientTool } from './client-tool';
import { createFreeformReader } from './freeform-input';
import type { ItemEvent, ItemPlace, ItemWriter } from './item-writer';
import { isWire, parseJson, type Wire } from './read-value';

interface Call {
  id: string;
  name: string;
}

/** A call as the kind of item that its tool is called by; `tool` is undefined for one that the client never offered. */
export function createCallWriter(place: ItemPlace, call: Call, tool: ClientTool | undefined): ItemWriter {
  const head: Wire = {
    call_id: call.id,
    name: tool?.bareName ?? call.name,
    ...(tool?.namespace !== undefined && { namespace: tool.namespace }),
  };
  if (tool?.freeform) return createFreeformWriter(place, head);
  if (tool?.searchesTools) return createToolSearchWriter(place, call.id);
  return createFunctionWriter(place, head);
}

function createFunctionWriter(place: ItemPlace, head: Wire): ItemWriter {
  let json = '';
  let status = 'in_progress';
  const item = (): Wire => ({ id: place.item_id, type: 'function_call', status, ...head, arguments: json });
  const piece = (delta: string): ItemEvent[] => {
    json += delta;
    return [{ type: 'response.function_call_arguments.delta', ...place, delta }];
  };
  return {
    start: () => [added(place, item())],
    piece,
    sign() {},
    stop() {
      // Clients parse the arguments of a call that needs none too.
      const events = json.trim() === '' ? piece('{}') : [];
      status = statusOf(json);
      return [...events, { type: 'response.function_call_arguments.done', ...place, arguments: json }, done(place, item())];
    },
    item,
  };
}

/** A tool that takes plain text: the client gets what stands in the one argument that the model was asked for. */
function createFreeformWriter(place: ItemPlace, head: Wire): ItemWriter {
  const reader = createFreeformReader();
  let input = '';
  let status = 'in_progress';
  const item = (): Wire => ({ id: place.item_id, type: 'custom_tool_call', status, ...head, input });
  const tell = (delta: string): ItemEvent[] => {
    input += delta;
    return delta === '' ? [] : [{ type: 'response.custom_tool_call_input.delta', ...place, delta }];
  };
  return {
    start: () => [added(place, item())],
    piece: (delta) => tell(reader.push(delta)),
    sign() {},
    stop() {
      const { rest, cut } = reader.finish();
      const events = tell(rest);
      status = cut ? 'incomplete' : 'completed';
      return [...events, { type: 'response.custom_tool_call_input.done', ...place, input }, done(place, item())];
    },
    item,
  };
}

/** A search for tools that the client makes has its arguments as an object, and no events for their pieces. */
function createToolSearchWriter(place: ItemPlace, callId: string): ItemWriter {
  let json = '';
  let status = 'in_progress';
  const item = (): Wire => {
    const value = parseJson(json);
    const head = { id: place.item_id, type: 'tool_search_call', status, execution: 'client', call_id: callId };
    return { ...head, arguments: isWire(value) ? value : {} };
  };
  return {
    start: () => [added(place, item())],
    piece(delta) {
      json += delta;
      return [];
    },
    sign() {},
    stop() {
      status = statusOf(json);
      return [done(place, item())];
    },
    item,
  };
}

/** Arguments that stop in the middle belong to an answer that ran out of tokens. */
function statusOf(json: string): string {
  return json.trim() === '' || parseJson(json) !== undefined ? 'completed' : 'incomplete';
}

function added({ output_index }: ItemPlace, item: Wire): ItemEvent {
  return { type: 'response.output_item.added', output_index, item };
}

function done({ output_index }: ItemPlace, item: Wire): ItemEvent {
  return { type: 'response.output_item.done', output_index, item };
}

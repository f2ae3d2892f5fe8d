import type { UpstreamEvent } from '../../canonical/response';
import { missingPart } from './new-part';
import { toObject, toText, type WireObject } from './wire';

interface Call {
  key: string;
  index: number | null;
  /** As the server named it; '' where it did not. */
  givenId: string;
  id: string;
  name: string;
  /** All arguments so far. */
  json: string;
  started: boolean;
}

/** Puts the pieces of tool calls to the calls that they belong to. */
export interface ToolCallReader {
  readPieces(pieces: WireObject[]): UpstreamEvent[];
  /** The calls of a whole message: what has not come in pieces yet. */
  readWhole(calls: WireObject[]): UpstreamEvent[];
  /** Complains of a call that never got a name. */
  finish(): UpstreamEvent[];
}

export interface ToolCallOptions {
  /** Hand over what a server hangs onto a call, to be sent back with it (pitfall 18). */
  keepsExtraContent: boolean;
  /** The answer's own id, which makes the ids of calls that have none differ from turn to turn; '' when it is not known. */
  answerId(): string;
}

export function createToolCallReader({ keepsExtraContent, answerId }: ToolCallOptions): ToolCallReader {
  const calls: Call[] = [];

  function begin(index: number | null): Call {
    const call = { key: `call ${calls.length}`, index, givenId: '', id: '', name: '', json: '', started: false };
    calls.push(call);
    return call;
  }

  /**
   * By index. Some servers leave it out (pitfall 9) or give every call the same: then a new id means a new call, and so
   * does a name, where there is no id either. All else goes on with the last call.
   */
  function findCall(piece: WireObject): Call {
    const index = typeof piece.index === 'number' ? piece.index : null;
    const id = toText(piece.id);
    const name = nameOf(piece);
    if (index !== null) {
      const call = calls.findLast((one) => one.index === index);
      const isOther = call && id !== '' && call.givenId !== '' && id !== call.givenId && name !== '';
      return call === undefined || isOther ? begin(index) : call;
    }
    if (id !== '') return calls.find((call) => call.givenId === id) ?? begin(null);
    const last = calls.at(-1);
    return last === undefined || (name !== '' && last.name !== '') ? begin(null) : last;
  }

  function add(call: Call, piece: WireObject, json: string): UpstreamEvent[] {
    call.givenId ||= toText(piece.id);
    call.name ||= nameOf(piece);
    const position = calls.indexOf(call) + 1;
    if (!call.started)
      call.id = call.givenId || ['call', toIdCharacters(answerId()), position].filter((part) => part !== '').join('_');
    const events: UpstreamEvent[] = [];
    const extra = toObject(piece.extra_content);
    if (keepsExtraContent && extra !== null)
      events.push({ type: 'reasoning-state', state: { tool_calls: { [call.id]: { extra_content: extra } } } });
    const waiting = call.started ? '' : call.json;
    call.json += json;
    if (call.name === '') return events;
    if (!call.started) events.push({ type: 'tool-start', key: call.key, id: call.id, name: call.name });
    call.started = true;
    // The piece that names the call may hold arguments too (pitfall 6).
    if (waiting + json !== '') events.push({ type: 'tool-arguments', key: call.key, json: waiting + json });
    return events;
  }

  return {
    readPieces: (pieces) => pieces.flatMap((piece) => add(findCall(piece), piece, argumentsOf(piece))),
    readWhole(whole) {
      return whole.flatMap((one, position) => {
        const call = calls[position] ?? begin(null);
        return add(call, one, missingPart(call.json, argumentsOf(one)));
      });
    },
    finish() {
      const nameless = calls.some((call) => !call.started && (call.givenId !== '' || call.json !== ''));
      return nameless ? [{ type: 'failure', message: 'it called a tool and did not say which' }] : [];
    },
  };
}

function nameOf(piece: WireObject): string {
  return toText(toObject(piece.function)?.name);
}

/** As the model wrote them; some servers send the object itself. */
function argumentsOf(piece: WireObject): string {
  const value = toObject(piece.function)?.arguments;
  return toObject(value) === null ? toText(value) : JSON.stringify(value);
}

/** Ids go into other dialects' requests later on, and all of them take these. */
function toIdCharacters(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, '').slice(0, 40);
}

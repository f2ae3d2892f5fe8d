import type { ToolNameMap } from './map-tool-names';
import { mergeFragment } from './merge-fragment';
import type { ReasoningState } from './request';
import type { BlockEvent, StopReason, UpstreamEvent, WebSearch } from './response';

interface WaitingTool {
  id: string;
  name: string;
  json: string;
}

type OpenBlock = { kind: 'text' | 'thinking' } | { kind: 'tool'; key: string; json: string };

export interface NormaliserOptions {
  /** Puts an upstream's reasoning state into the signature that the client hands back. */
  seal(state: ReasoningState): string;
  /** Gives tools their client's names back. */
  names: Pick<ToolNameMap, 'toClient'>;
}

/** The only maker of client events: whatever order the upstream's pieces come in, blocks leave one after the other. */
export interface StreamNormaliser {
  /** What this piece lets out now; may be nothing. Throws on a piece for a tool call that was closed before. */
  push(event: UpstreamEvent): BlockEvent[];
  /** Call once when the upstream has said that it is done. */
  finish(): BlockEvent[];
}

/**
 * Rules, with the pitfalls of docs/sources.md that they answer:
 * a block opens at its first piece that is more than white space (11); every change of type closes what is open (12, 13);
 * reasoning that comes after text is dropped, not made into ever more blocks (14); calls that interleave are
 * held until the one before is whole (7); a message that called a tool stops with tool_use, whatever the upstream
 * says, unless it ran out of tokens (10). Every thinking block ends with a signature; state that comes when none is
 * open makes an empty one, since it must reach the client before the call that it belongs to (17). After the last text there is
 * no such call, and Claude Code prints nothing of an answer that ends with thinking (docs/sources.md, Claude Code).
 */
export function createStreamNormaliser({ seal, names }: NormaliserOptions): StreamNormaliser {
  let nextIndex = 0;
  let open: OpenBlock | null = null;
  let textSeen = false;
  let space = '';
  let spaceKind: 'text' | 'thinking' = 'text';
  let toolSeen = false;
  let stopReason: StopReason | null = null;
  let stopSequence: string | null = null;
  let state: ReasoningState = {};
  const waiting = new Map<string, WaitingTool>();
  const closedTools = new Set<string>();

  function close(): BlockEvent[] {
    if (open === null) return [];
    const events: BlockEvent[] = [];
    if (open.kind === 'tool') closedTools.add(open.key);
    if (open.kind === 'thinking') {
      events.push({ type: 'block-signature', index: nextIndex, signature: seal(state) });
      state = {};
    }
    open = null;
    events.push({ type: 'block-stop', index: nextIndex++ });
    return events;
  }

  /** State that no thinking block has taken gets one of its own. */
  function flushState(): BlockEvent[] {
    if (open?.kind === 'thinking' || Object.keys(state).length === 0) return [];
    const events = close();
    open = { kind: 'thinking' };
    events.push({ type: 'block-start', index: nextIndex, block: { type: 'thinking' } }, ...close());
    return events;
  }

  function openTool(key: string, tool: WaitingTool): BlockEvent[] {
    const events = [...flushState(), ...close()];
    space = '';
    open = { kind: 'tool', key, json: tool.json };
    toolSeen = true;
    const block = { type: 'tool_use' as const, id: tool.id, name: names.toClient(tool.name) };
    events.push({ type: 'block-start', index: nextIndex, block });
    if (tool.json !== '') events.push({ type: 'block-delta', index: nextIndex, text: tool.json });
    return events;
  }

  /** Opens the calls that wait, as long as the open one is known to be whole. */
  function releaseWaiting(): BlockEvent[] {
    const events: BlockEvent[] = [];
    for (const [key, tool] of waiting) {
      if (open?.kind === 'tool' && !isWholeJson(open.json)) break;
      waiting.delete(key);
      events.push(...openTool(key, tool));
    }
    return events;
  }

  function flushTools(): BlockEvent[] {
    const events: BlockEvent[] = [];
    for (const [key, tool] of waiting) events.push(...openTool(key, tool));
    waiting.clear();
    return events;
  }

  function pushProse(kind: 'text' | 'thinking', text: string): BlockEvent[] {
    if (text === '' || (kind === 'thinking' && (textSeen || toolSeen))) return [];
    const events: BlockEvent[] = [];
    if (open?.kind !== kind) {
      // Some models send line ends before a call; as a text of its own it would be refused in the next turn.
      space = spaceKind === kind ? space + text : text;
      spaceKind = kind;
      if (space.trim() === '') return [];
      text = space;
      space = '';
      events.push(...flushTools(), ...(kind === 'text' ? flushState() : []), ...close());
      open = { kind };
      events.push({ type: 'block-start', index: nextIndex, block: { type: kind } });
    }
    if (kind === 'text') textSeen = true;
    events.push({ type: 'block-delta', index: nextIndex, text });
    return events;
  }

  function pushArguments(key: string, json: string): BlockEvent[] {
    if (json === '') return [];
    const held = waiting.get(key);
    if (held) {
      held.json += json;
      return [];
    }
    if (open?.kind === 'tool' && open.key === key) {
      open.json += json;
      return [{ type: 'block-delta', index: nextIndex, text: json }, ...(waiting.size > 0 ? releaseWaiting() : [])];
    }
    if (closedTools.has(key) && json.trim() === '') return [];
    throw new Error('more arguments came for a tool call that was already complete');
  }

  function pushSearch(search: WebSearch): BlockEvent[] {
    const events = [...flushTools(), ...close()];
    events.push({ type: 'block-start', index: nextIndex, block: { type: 'web_search', search } });
    events.push({ type: 'block-stop', index: nextIndex++ });
    return events;
  }

  return {
    push(event) {
      switch (event.type) {
        case 'text':
        case 'thinking':
          return pushProse(event.type, event.text);
        case 'reasoning-state':
          state = mergeFragment(state, event.state);
          return [];
        case 'web-search':
          return pushSearch(event.search);
        case 'tool-start':
          waiting.set(event.key, { id: event.id, name: event.name, json: '' });
          return releaseWaiting();
        case 'tool-arguments':
          return pushArguments(event.key, event.json);
        case 'stop':
          stopReason = event.reason;
          stopSequence = event.sequence ?? null;
          return [];
        default:
          return [];
      }
    },
    finish() {
      const events = [...flushTools(), ...(textSeen && !toolSeen ? [] : flushState()), ...close()];
      const reason = stopReason ?? 'end_turn';
      return [
        ...events,
        { type: 'finish', reason: toolSeen && reason === 'end_turn' ? 'tool_use' : reason, sequence: stopSequence },
      ];
    },
  };
}

function isWholeJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

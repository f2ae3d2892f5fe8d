import type { BlockEvent, StopReason, UpstreamEvent } from './response';

interface WaitingTool {
  id: string;
  name: string;
  json: string;
}

type OpenBlock = { kind: 'text' | 'thinking' } | { kind: 'tool'; key: string; json: string };

/** The only maker of client events: whatever order the upstream's pieces come in, blocks leave one after the other. */
export interface StreamNormaliser {
  /** What this piece lets out now; may be nothing. Throws on a piece for a tool call that was closed before. */
  push(event: UpstreamEvent): BlockEvent[];
  /** Call once when the upstream has said that it is done. */
  finish(): BlockEvent[];
}

/**
 * Rules, with the pitfalls of docs/sources.md that they answer:
 * a block opens at its first piece that is not empty (11); every change of type closes what is open (12, 13);
 * reasoning that comes after text is dropped, not made into ever more blocks (14); calls that interleave are
 * held until the one before is whole (7); a message that called a tool stops with tool_use, whatever the upstream
 * says, unless it ran out of tokens (10).
 */
export function createStreamNormaliser(): StreamNormaliser {
  let nextIndex = 0;
  let open: OpenBlock | null = null;
  let textSeen = false;
  let toolSeen = false;
  let stopReason: StopReason | null = null;
  const waiting = new Map<string, WaitingTool>();
  const closedTools = new Set<string>();

  function close(): BlockEvent[] {
    if (open === null) return [];
    if (open.kind === 'tool') closedTools.add(open.key);
    open = null;
    return [{ type: 'block-stop', index: nextIndex++ }];
  }

  function openTool(key: string, tool: WaitingTool): BlockEvent[] {
    const events = close();
    open = { kind: 'tool', key, json: tool.json };
    toolSeen = true;
    events.push({ type: 'block-start', index: nextIndex, block: { type: 'tool_use', id: tool.id, name: tool.name } });
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
      events.push(...flushTools(), ...close());
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

  return {
    push(event) {
      switch (event.type) {
        case 'text':
        case 'thinking':
          return pushProse(event.type, event.text);
        case 'tool-start':
          waiting.set(event.key, { id: event.id, name: event.name, json: '' });
          return releaseWaiting();
        case 'tool-arguments':
          return pushArguments(event.key, event.json);
        case 'stop':
          stopReason = event.reason;
          return [];
        default:
          return [];
      }
    },
    finish() {
      const events = [...flushTools(), ...close()];
      const reason = stopReason ?? 'end_turn';
      return [...events, { type: 'finish', reason: toolSeen && reason === 'end_turn' ? 'tool_use' : reason }];
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

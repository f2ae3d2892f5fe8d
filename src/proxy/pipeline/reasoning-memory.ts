import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { ThinkingBlock } from '../canonical/request';
import type { BlockEvent } from '../canonical/response';
import type { Maker } from './name-maker';

/** How much reasoning is remembered, in characters, and for how many signatures it is known who made them. */
const KEPT_CHARACTERS = 8_000_000;
const KEPT_SIGNATURES = 5_000;

/**
 * What the proxy remembers of reasoning, in memory only. Clients carry it themselves in our envelope; this is the second line,
 * for clients that drop it, and for signatures of upstreams whose answers went through untouched.
 */
export interface ReasoningMemory {
  /** The reasoning that led to a tool call, with its envelope as signature. */
  remember(sessionId: string | null, toolUseId: string, reasoning: ThinkingBlock): void;
  recall(sessionId: string | null, toolUseId: string): ThinkingBlock | null;
  /** Whose signature went through. */
  rememberSignature(signature: string, maker: Maker): void;
  /** True when another provider, model or key made it; an unknown one gets the benefit of the doubt. */
  isForeign(signature: string, target: Maker): boolean;
}

export function createReasoningMemory(): ReasoningMemory {
  const reasoning = new LRUCache<string, ThinkingBlock>({
    maxSize: KEPT_CHARACTERS,
    sizeCalculation: ({ thinking, signature = '' }) => thinking.length + signature.length + 1,
  });
  const makers = new LRUCache<string, Maker>({ max: KEPT_SIGNATURES });
  const keyOf = (sessionId: string | null, toolUseId: string) => `${sessionId ?? ''}\n${toolUseId}`;
  return {
    remember: (sessionId, toolUseId, block) => void reasoning.set(keyOf(sessionId, toolUseId), block),
    recall: (sessionId, toolUseId) => reasoning.get(keyOf(sessionId, toolUseId)) ?? null,
    rememberSignature: (signature, maker) => void makers.set(digest(signature), maker),
    isForeign(signature, target) {
      const maker = makers.get(digest(signature));
      return maker !== undefined && (maker.providerId !== target.providerId || maker.model !== target.model);
    },
  };
}

/** Watches a streamed answer and remembers the reasoning before its first tool call, as the one that has to come back with it. */
export function createReasoningWatch(memory: ReasoningMemory, sessionId: string | null): (event: BlockEvent) => void {
  let reasoning: ThinkingBlock | null = null;
  let open = false;
  let done = false;
  return (event) => {
    if (done) return;
    if (event.type === 'block-start') {
      open = event.block.type === 'thinking';
      if (open) reasoning = { type: 'thinking', thinking: '', signature: '' };
      if (event.block.type === 'tool_use') {
        done = true;
        if (reasoning) memory.remember(sessionId, event.block.id, reasoning);
      }
    } else if (open && reasoning) {
      if (event.type === 'block-delta') reasoning.thinking += event.text;
      if (event.type === 'block-signature') reasoning.signature = event.signature;
    }
  };
}

/** Signatures run to kilobytes. */
function digest(signature: string): string {
  return createHash('sha1').update(signature).digest('base64');
}

import { isToolUseBlock, type CanonicalMessage, type ContentBlock } from '../canonical/request';
import { PLACEHOLDER_THINKING } from '../dialects/anthropic-messages/reasoning-state';
import { changeBlock, editBlocks, type BlockChange, type BlockRules } from './change-block';
import { editFields, insertFirst, removeMembers, type Edit } from './edit-body';
import { findField, isList, listElements, listFields, type Range } from './scan-json';

export interface MessageChanges {
  /** The edits; the body is not looked into before, and not at all where nothing changes. */
  edit(body: Uint8Array, messages: Range): Edit[];
  /** The conversation as it will be, as far as blocks go away from it or reasoning is put in. */
  messages: CanonicalMessage[];
}

/** A message that would be left without content says this instead: an empty list is refused. */
const PLACEHOLDER = JSON.stringify([{ type: 'text', text: '(No content.)' }]);

/** Decides what goes out of the conversation. */
export function changeMessages(messages: CanonicalMessage[], rules: BlockRules): MessageChanges {
  const changes = messages.map((message) => changeMessage(message, rules));
  const left = messages.map(({ role, content }, place): CanonicalMessage => {
    const change = changes[place] ?? null;
    if (typeof content === 'string' || change === null) return { role, content };
    const kept = content.filter((_block, at) => !isRemoval(change.blocks[at] ?? null));
    return { role, content: change.lacksReasoning ? [PLACEHOLDER_THINKING, ...kept] : kept };
  });
  return {
    messages: left,
    edit(body, list) {
      if (changes.every((change) => change === null)) return [];
      const elements = listElements(body, list);
      const edits = elements.flatMap((range, place) => editMessage(body, range, changes[place] ?? null));
      return [...edits, ...removeMembers(elements, (place) => changes[place]?.kind === 'remove')];
    },
  };
}

interface MessageChange {
  /** `empty`: nothing stays of its content; `fields`: only its fields and blocks change. */
  kind: 'remove' | 'empty' | 'fields';
  blocks: (BlockChange | null)[];
  /** Beta fields of system messages go, if it has any. */
  withoutBetas: boolean;
  /** It calls tools and has no reasoning, which it must. */
  lacksReasoning: boolean;
}

function changeMessage({ role, content }: CanonicalMessage, rules: BlockRules): MessageChange | null {
  const blocks = typeof content === 'string' ? [] : content.map((block) => changeBlock(block, rules));
  const withoutBetas = role === 'system' && rules.wanted.has('drop-betas');
  const kept = typeof content === 'string' ? [] : content.filter((_block, at) => !isRemoval(blocks[at] ?? null));
  const lacksReasoning = rules.reasoningIsDue && kept.some(isToolUseBlock) && !kept.some(isReasoning);
  if (!withoutBetas && !lacksReasoning && blocks.every((block) => block === null)) return null;
  const empty = typeof content !== 'string' && kept.length === 0;
  return { kind: !empty ? 'fields' : role === 'system' ? 'remove' : 'empty', blocks, withoutBetas, lacksReasoning };
}

function isReasoning({ type }: ContentBlock): boolean {
  return type === 'thinking' || type === 'redacted_thinking';
}

function isRemoval(change: BlockChange | null): boolean {
  return change?.kind === 'remove';
}

function editMessage(body: Uint8Array, range: Range, change: MessageChange | null): Edit[] {
  if (change === null || change.kind === 'remove') return [];
  const fields = listFields(body, range);
  const content = findField(fields, 'content');
  const edits = change.withoutBetas ? editFields(body, range, fields, { output_config: null, clear_at: null }) : [];
  if (content === undefined || !isList(body, content.value)) return edits;
  if (change.kind === 'empty') return [...edits, { ...content.value, text: PLACEHOLDER }];
  if (change.lacksReasoning) edits.push(insertFirst(content.value, JSON.stringify(PLACEHOLDER_THINKING)));
  return [...edits, ...editBlocks(body, content.value, change.blocks)];
}

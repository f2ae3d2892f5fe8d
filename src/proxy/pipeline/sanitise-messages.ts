import type { CanonicalMessage } from '../canonical/request';
import { changeBlock, editBlocks, type BlockChange, type BlockRules } from './change-block';
import { editFields, removeMembers, type Edit } from './edit-body';
import { findField, isList, listElements, listFields, type Range } from './scan-json';

export interface MessageChanges {
  /** The edits; the body is not looked into before, and not at all where nothing changes. */
  edit(body: Uint8Array, messages: Range): Edit[];
  /** The conversation as it will be, as far as blocks go away from it. */
  messages: CanonicalMessage[];
}

/** A message that would be left without content says this instead: an empty list is refused. */
const PLACEHOLDER = JSON.stringify([{ type: 'text', text: '(No content.)' }]);

/** Decides what goes out of the conversation. */
export function changeMessages(messages: CanonicalMessage[], rules: BlockRules): MessageChanges {
  const changes = messages.map((message) => changeMessage(message, rules));
  const left = messages.map(({ role, content }, place): CanonicalMessage => {
    const blocks = changes[place]?.blocks ?? [];
    if (typeof content === 'string' || !blocks.some(isRemoval)) return { role, content };
    return { role, content: content.filter((_block, at) => !isRemoval(blocks[at] ?? null)) };
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
}

function changeMessage({ role, content }: CanonicalMessage, rules: BlockRules): MessageChange | null {
  const blocks = typeof content === 'string' ? [] : content.map((block) => changeBlock(block, rules));
  const withoutBetas = role === 'system' && rules.wanted.has('drop-betas');
  if (!withoutBetas && blocks.every((block) => block === null)) return null;
  const empty = typeof content !== 'string' && blocks.every(isRemoval);
  if (empty && role === 'system') return { kind: 'remove', blocks, withoutBetas };
  return { kind: empty ? 'empty' : 'fields', blocks, withoutBetas };
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
  return [...edits, ...editBlocks(body, content.value, change.blocks)];
}

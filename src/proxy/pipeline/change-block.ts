import type { Sanitising } from '../../shared/model/quirks';
import { ENVELOPE_PREFIX } from '../canonical/reasoning-envelope';
import type { ContentBlock } from '../canonical/request';
import { isOwnSearchId } from '../dialects/anthropic-messages/build-search';
import { isPlainToolId, toPlainToolId } from '../dialects/anthropic-messages/tool-id';
import { editFields, removeMembers, type Edit, type FieldChanges } from './edit-body';
import { findField, isList, isObject, listElements, listFields, type Range } from './scan-json';

/** What is to be done with a block; `content` is for the blocks within it, by their places. */
export type BlockChange =
  | { kind: 'remove' }
  | { kind: 'replace'; text: string }
  | { kind: 'edit'; fields: FieldChanges; content: (BlockChange | null)[] };

export interface BlockRules {
  wanted: ReadonlySet<Sanitising>;
  /** True for a signature that another provider or model is known to have made. */
  foreignSignature(signature: string): boolean;
  /** A message that calls tools is refused without reasoning. */
  reasoningIsDue: boolean;
}

/** Decides from the request as it was read, so that nothing is searched in the bytes where nothing changes. Null: it stays as it is. */
export function changeBlock(block: ContentBlock, rules: BlockRules): BlockChange | null {
  const { wanted } = rules;
  if (isGone(block, rules)) return { kind: 'remove' };
  const wire = block as unknown as Readonly<Record<string, unknown>>;
  if (block.type === 'tool_reference' && (wanted.has('drop-betas') || wanted.has('plain-tool-search')))
    return { kind: 'replace', text: nameLoadedTool(wire.tool_name) };
  const fields: Record<string, string | null> = {};
  if (wanted.has('drop-cache-control') && 'cache_control' in wire) fields.cache_control = null;
  if (wanted.has('drop-betas') && 'caller' in wire) fields.caller = null;
  if (wanted.has('drop-claude-only') && 'input_json' in wire) fields.input_json = null;
  if (wanted.has('plain-tool-ids')) {
    const key = block.type === 'tool_use' ? 'id' : 'tool_use_id';
    const id = wire[key];
    if (/^tool_(use|result)$/.test(block.type) && typeof id === 'string' && !isPlainToolId(id))
      fields[key] = JSON.stringify(toPlainToolId(id));
  }
  const content = Array.isArray(wire.content) ? (wire.content as ContentBlock[]).map((part) => changePart(part, rules)) : [];
  if (Object.keys(fields).length === 0 && content.every((part) => part === null)) return null;
  return { kind: 'edit', fields, content };
}

/** What stands within a block: a server tool's results have no type that we would know. */
function changePart(part: unknown, rules: BlockRules): BlockChange | null {
  return typeof part === 'object' && part !== null ? changeBlock(part as ContentBlock, rules) : null;
}

function isGone(block: ContentBlock, { wanted, foreignSignature }: BlockRules): boolean {
  const { type, text, signature, data, id, tool_use_id: callId } = block as Readonly<Record<string, unknown>>;
  switch (type) {
    case 'text':
      return text === '' && wanted.has('drop-empty-text');
    case 'thinking':
    case 'redacted_thinking': {
      if (type === 'redacted_thinking' && wanted.has('drop-claude-only')) return true;
      const seal = type === 'thinking' ? signature : data;
      return typeof seal === 'string' && seal !== '' && (seal.startsWith(ENVELOPE_PREFIX) || foreignSignature(seal));
    }
    case 'server_tool_use':
      return isOwnSearchId(id) || (wanted.has('plain-tool-ids') && !SERVER_TOOL_ID.test(String(id)));
    case 'web_search_tool_result':
      return isOwnSearchId(callId) || (wanted.has('plain-tool-ids') && !SERVER_TOOL_ID.test(String(callId)));
    case 'tool_addition':
    case 'tool_removal':
      return wanted.has('drop-betas');
    default:
      return false;
  }
}

/** Another provider's ids of its own tools are refused (decolua/9router#3685). */
const SERVER_TOOL_ID = /^srvtoolu_[a-zA-Z0-9_]+$/;

/** Tool search answers with the names of the tools that it has loaded. */
function nameLoadedTool(name: unknown): string {
  return JSON.stringify({ type: 'text', text: `Tool loaded: ${typeof name === 'string' ? name : 'unknown'}` });
}

/** The edits that make these changes to the list of blocks at `list`. */
export function editBlocks(body: Uint8Array, list: Range, changes: readonly (BlockChange | null)[]): Edit[] {
  const elements = listElements(body, list);
  const edits = elements.flatMap((range, place) => editBlock(body, range, changes[place] ?? null));
  return [...edits, ...removeMembers(elements, (place) => changes[place]?.kind === 'remove')];
}

function editBlock(body: Uint8Array, range: Range, change: BlockChange | null): Edit[] {
  if (change?.kind === 'replace') return [{ ...range, text: change.text }];
  if (change?.kind !== 'edit' || !isObject(body, range)) return [];
  const fields = listFields(body, range);
  const content = findField(fields, 'content');
  const nested = content && isList(body, content.value) ? editBlocks(body, content.value, change.content) : [];
  return [...nested, ...editFields(body, range, fields, change.fields)];
}

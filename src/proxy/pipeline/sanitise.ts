import type { ReasoningSwitch, Sanitising } from '../../shared/model/quirks';
import { ATTRIBUTION, PLACEHOLDER_TOOL } from '../canonical/prepare-request';
import { blocksOf, type CanonicalMessage, type CanonicalRequest, type CanonicalTool, type TextBlock } from '../canonical/request';
import { beginsWithThinking, findOpenTurn } from '../dialects/anthropic-messages/open-turn';
import { changeBlock, editBlocks, type BlockChange, type BlockRules } from './change-block';
import { applyEdits, editFields, type Edit } from './edit-body';
import { foldSystemMessages } from './fold-system-messages';
import { changeFields } from './sanitise-fields';
import { changeMessages } from './sanitise-messages';
import { willThink } from './sanitise-thinking';
import { findField, isList, listFields, readRecord, rootObject } from './scan-json';

export interface SanitiseOptions {
  /** The model as the target calls it. */
  model: string;
  sanitise: readonly Sanitising[];
  /** Tokens; undefined when unknown. */
  maxOutputTokens: number | undefined;
  /** True for a signature that another provider or model is known to have made. */
  foreignSignature(signature: string): boolean;
  /** How the model is told to think, for restate-thinking. */
  reasoning?: ReasoningSwitch | null;
}

export interface SanitisedBody {
  body: Uint8Array;
  /** Headers that must not go along with it, in lower case. */
  dropHeaders: string[];
  /** Nor must the query, which names betas (`?beta=true`). */
  dropQuery: boolean;
}

/**
 * A Messages body for an upstream that speaks Messages too: every byte as it came, but for the model, and but for what this
 * target would refuse. Always: reasoning that is sealed in our envelope or that another model signed (pitfall 20), searches
 * of ours, a max_tokens above the model's limit, and thinking that cannot be on without them. The rest by name.
 * `request` is the same body as it was read; it decides what is looked for in the bytes.
 */
export function sanitiseBody(body: Uint8Array, request: CanonicalRequest, options: SanitiseOptions): SanitisedBody {
  const wanted = new Set(options.sanitise);
  const sanitised = applyEdits(body, listEdits(body, request, options, wanted));
  const folds = wanted.has('fold-system-messages') && request.messages.some(({ role }) => role === 'system');
  return {
    body: folds ? foldSystemMessages(sanitised) : sanitised,
    dropHeaders: wanted.has('drop-betas') ? ['anthropic-beta'] : [],
    dropQuery: wanted.has('drop-betas'),
  };
}

function listEdits(
  body: Uint8Array,
  request: CanonicalRequest,
  { model, maxOutputTokens, foreignSignature, reasoning = null }: SanitiseOptions,
  wanted: ReadonlySet<Sanitising>,
): Edit[] {
  const root = rootObject(body);
  const fields = listFields(body, root);
  const thinking = readRecord(body, findField(fields, 'thinking'));
  const reasoningIsDue = wanted.has('placeholder-thinking') && willThink(thinking, reasoning, wanted);
  const rules: BlockRules = { wanted, foreignSignature, reasoningIsDue };
  const conversation = changeMessages(request.messages, rules);
  const { changes, edits } = changeFields(body, fields, request, {
    model,
    wanted,
    maxOutputTokens,
    thinking,
    reasoning,
    turnBefore: openTurnThinks(request.messages),
    turnAfter: openTurnThinks(conversation.messages),
  });

  /** The changes to a list of blocks; one of which nothing stays goes whole. */
  function editList(key: string, blocks: (BlockChange | null)[]): void {
    const field = findField(fields, key);
    if (field === undefined || !isList(body, field.value) || blocks.every((block) => block === null)) return;
    if (blocks.every((block) => block?.kind === 'remove')) changes[key] = null;
    else edits.push(...editBlocks(body, field.value, blocks));
  }

  editList(
    'system',
    request.system.map((block) => changeSystem(block, rules)),
  );
  editList(
    'tools',
    request.tools.map((tool) => changeTool(tool, wanted)),
  );
  if (changes.tools === null) changes.tool_choice = null;
  const messages = findField(fields, 'messages');
  if (messages !== undefined) edits.push(...conversation.edit(body, messages.value));
  return [...edits, ...editFields(body, root, fields, changes)];
}

/** Null when no turn of the assistant goes on. */
function openTurnThinks(messages: readonly CanonicalMessage[]): boolean | null {
  const turn = findOpenTurn(messages);
  return turn === null ? null : beginsWithThinking(blocksOf(messages[turn]?.content));
}

function changeSystem(block: TextBlock, rules: BlockRules): BlockChange | null {
  const attribution = rules.wanted.has('drop-attribution') && block.text.startsWith(ATTRIBUTION);
  return attribution ? { kind: 'remove' } : changeBlock(block, rules);
}

/** Fields of tools that came with betas, beside the one that tool search has. */
const BETA_TOOL_FIELDS = ['strict', 'input_examples', 'allowed_callers', 'eager_input_streaming'];

/** A tool that is to be loaded later is sent whole by then; without the beta it is a tool like any other. */
function changeTool(tool: CanonicalTool, wanted: ReadonlySet<Sanitising>): BlockChange | null {
  const betas = wanted.has('drop-betas');
  const plain = betas || wanted.has('plain-tool-search');
  if (plain && (tool.name === PLACEHOLDER_TOOL || tool.type?.startsWith('tool_search_tool'))) return { kind: 'remove' };
  const dropped = [
    ...(plain ? ['defer_loading'] : []),
    ...(betas ? BETA_TOOL_FIELDS : []),
    ...(wanted.has('drop-cache-control') ? ['cache_control'] : []),
  ];
  const present = dropped.filter((field) => field in tool);
  return present.length === 0
    ? null
    : { kind: 'edit', fields: Object.fromEntries(present.map((field) => [field, null])), content: [] };
}

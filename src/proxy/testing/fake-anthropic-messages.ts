import { fitsThinking, SEALED_RESULT, sealRedacted } from './fake-anthropic-seals';
import { readTraits } from './fake-anthropic-models';

// The request is whatever the code under test sent; every field is looked at before it is trusted.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Wire = Record<string, any>;

interface Turn {
  /** Its place in the request. */
  at: number;
  role: string;
  blocks: Wire[];
}

/** What is wrong with the conversation of a request, in about Anthropic's words; null when nothing is. Others look at no signature. */
export function findMessagesFault({ model, messages, thinking }: Wire, looksAtSignatures = true): string | null {
  const traits = readTraits(model);
  const turns: Turn[] = [];
  for (const [at, message] of (messages as Wire[]).entries()) {
    const fault = findShapeFault(message, at) ?? findPlaceFault(messages, at, traits.systemMessages);
    if (fault !== null) return fault;
    turns.push({ at, role: message.role, blocks: blocksOf(message.content) });
  }
  for (const { at, role, blocks } of turns) {
    for (const [place, block] of blocks.entries()) {
      const fault = findBlockFault(block, role, looksAtSignatures ? model : null);
      if (fault !== null) return fault.startsWith('messages') ? fault : `messages.${at}.content.${place}${fault}`;
    }
  }
  if (!traits.prefill && turns.findLast(({ role }) => role !== 'system')?.role === 'assistant')
    return 'This model does not support assistant message prefill. The conversation must end with a user message.';
  return findPairFault(turns) ?? (thinking?.type === 'enabled' ? findUnthinkingTurn(turns) : null);
}

function blocksOf(content: unknown): Wire[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : ((content as Wire[] | undefined) ?? []);
}

function findShapeFault(message: Wire, at: number): string | null {
  const { role, content } = message;
  if (!['user', 'assistant', 'system'].includes(role)) return `messages.${at}.role: Input should be 'user' or 'assistant'`;
  if (role === 'system' && (content === undefined || content?.length === 0))
    return message.output_config ? null : `messages.${at}: system messages must have content or output_config`;
  if (typeof content !== 'string' && !Array.isArray(content)) return `messages.${at}.content: Input should be a valid list`;
  if (content.length === 0) return `messages.${at}: all messages must have non-empty content`;
  const unknown = Object.keys(message).find((field) => field !== 'role' && field !== 'content' && role !== 'system');
  return unknown === undefined ? null : `messages.${at}.${unknown}: Extra inputs are not permitted`;
}

function findPlaceFault(messages: Wire[], at: number, taken: boolean): string | null {
  const { role } = messages[at] as Wire;
  if (at === 0 && role !== 'user') return 'messages: first message must use the "user" role';
  if (role !== 'system') return null;
  if (!taken) return `messages.${at}: role 'system' is not supported on this model`;
  if (messages[at - 1]?.role !== 'user') return `messages.${at}: a system message must immediately follow a user message`;
  const next = messages[at + 1]?.role;
  return next === undefined || next === 'assistant'
    ? null
    : `messages.${at}: a system message must be last or precede an assistant message`;
}

const BLOCK_FIELDS: Record<string, string[]> = {
  text: ['text', 'citations'],
  thinking: ['thinking', 'signature'],
  redacted_thinking: ['data'],
  tool_use: ['id', 'name', 'input', 'caller', 'toolset_name'],
  tool_result: ['tool_use_id', 'content', 'is_error'],
  image: ['source'],
  document: ['source', 'title', 'context', 'citations'],
  tool_reference: ['tool_name'],
  server_tool_use: ['id', 'name', 'input', 'caller'],
  web_search_tool_result: ['tool_use_id', 'content', 'caller'],
};

/** A fault begins with what comes after the block's place, or with `messages` where it is the whole sentence. `model` null: any seal will do. */
function findBlockFault(block: Wire, role: string, model: string | null): string | null {
  const { type } = block;
  const known = BLOCK_FIELDS[type];
  if (known === undefined) return `: Input tag '${type}' found using 'type' does not match any of the expected tags`;
  const markable = type !== 'thinking' && type !== 'redacted_thinking';
  const extra = Object.keys(block).find(
    (field) => field !== 'type' && !known.includes(field) && !(markable && field === 'cache_control'),
  );
  if (extra !== undefined) return `.${type}.${extra}: Extra inputs are not permitted`;
  const byAssistant = ['thinking', 'redacted_thinking', 'tool_use', 'server_tool_use', 'web_search_tool_result'].includes(type);
  if (byAssistant && role !== 'assistant') return `: ${type} blocks can only be in assistant messages`;
  if (type === 'tool_result' && role !== 'user') return ': tool_result blocks can only be in user messages';
  switch (type) {
    case 'text':
      if (block.text === '') return 'messages: text content blocks must be non-empty';
      return String(block.text).trim() === '' ? 'messages: text content blocks must contain non-whitespace text' : null;
    case 'thinking':
      return model === null || fitsThinking(model, block.thinking, block.signature)
        ? null
        : ': Invalid `signature` in `thinking` block';
    case 'redacted_thinking':
      return model === null || block.data === sealRedacted(model) ? null : ': Invalid `data` in `redacted_thinking` block';
    case 'tool_use':
      if (typeof block.input !== 'object' || block.input === null || Array.isArray(block.input))
        return '.tool_use.input: Input should be a valid dictionary';
      return findIdFault(block.id, '.tool_use.id', /^[a-zA-Z0-9_-]+$/);
    case 'tool_result':
      return findIdFault(block.tool_use_id, '.tool_result.tool_use_id', /^[a-zA-Z0-9_-]+$/) ?? findResultFault(block, model);
    case 'server_tool_use':
      return findIdFault(block.id, '.server_tool_use.id', /^srvtoolu_[a-zA-Z0-9_]+$/);
    case 'web_search_tool_result':
      return Array.isArray(block.content) && block.content.some((one: Wire) => !one.encrypted_content?.startsWith(SEALED_RESULT))
        ? ': Invalid `encrypted_content` in `search_result` block'
        : null;
    default:
      return null;
  }
}

function findIdFault(id: unknown, where: string, pattern: RegExp): string | null {
  return typeof id === 'string' && pattern.test(id) ? null : `${where}: String should match pattern '${pattern.source}'`;
}

function findResultFault({ content }: Wire, model: string | null): string | null {
  if (content === undefined || typeof content === 'string') return null;
  if (!Array.isArray(content)) return '.tool_result.content: Input should be a valid list';
  const faults = content.map((part: Wire) =>
    ['text', 'image', 'document', 'tool_reference'].includes(part.type)
      ? findBlockFault(part, 'user', model)
      : `.tool_result.content: Input tag '${part.type}' found using 'type' does not match any of the expected tags`,
  );
  return faults.find((fault) => fault !== null) ?? null;
}

/** Turns of one speaker in a row count as one; a system message parts none. */
function findPairFault(turns: Turn[]): string | null {
  let open: string[] = [];
  const seen = new Set<string>();
  const joined: Turn[] = [];
  for (const turn of turns.filter(({ role }) => role !== 'system')) {
    const last = joined.at(-1);
    if (last?.role === turn.role) last.blocks = [...last.blocks, ...turn.blocks];
    else joined.push({ ...turn });
  }
  for (const { at, role, blocks } of joined) {
    if (role === 'user') {
      const results = blocks.filter(({ type }) => type === 'tool_result').map(({ tool_use_id: id }) => id as string);
      const orphan = results.find((id) => !open.includes(id));
      if (orphan !== undefined) return `messages.${at}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${orphan}`;
      const missing = open.find((id) => !results.includes(id));
      if (missing !== undefined) return withoutResult(at, missing);
      const late = blocks.slice(0, results.length).some(({ type }) => type !== 'tool_result');
      if (late) return withoutResult(at, results[0] ?? '');
    }
    open = role === 'assistant' ? blocks.filter(({ type }) => type === 'tool_use').map(({ id }) => id as string) : [];
    const double = open.find((id) => seen.size === seen.add(id).size);
    if (double !== undefined) return `messages.${at}: \`tool_use\` ids must be unique`;
  }
  return open[0] === undefined ? null : withoutResult(turns.length, open[0]);
}

function withoutResult(at: number, id: string): string {
  return `messages.${at}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${id}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
}

/** With a thinking budget, the turn that goes on must have begun with thinking. */
function findUnthinkingTurn(turns: Turn[]): string | null {
  const spoken = turns.filter(({ role }) => role !== 'system');
  const own = spoken.findLastIndex(({ role, blocks }) => role === 'user' && !blocks.some(({ type }) => type === 'tool_result'));
  const [first] = spoken.slice(own + 1);
  const type = first?.blocks[0]?.type;
  if (first?.role !== 'assistant' || type === 'thinking' || type === 'redacted_thinking') return null;
  return `messages.${first.at}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${type}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks).`;
}

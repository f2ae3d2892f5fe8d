import { applyEdits, removeMembers, type Edit } from './edit-body';
import { findField, isList, listElements, listFields, rootObject, textAt, type Range } from './scan-json';

interface Message extends Range {
  role: string;
  content: Range | null;
}

/**
 * Turns system messages in mid-conversation into tagged text of the user's turn that they stand by, and leaves the turns apart
 * from that as they are, in the same words as on the translated lane (canonical/prepare-request.ts). Turns of the user that
 * come to stand side by side become one, since some servers want the roles to alternate (pitfall 35).
 */
export function foldSystemMessages(body: Uint8Array): Uint8Array {
  const list = findField(listFields(body, rootObject(body)), 'messages');
  if (list === undefined) return body;
  const messages = listElements(body, list.value).map((range) => readMessage(body, range));
  const edits: Edit[] = [];
  const empty = new Set<number>();
  for (let first = 0; first < messages.length; first += 1) {
    let last = first;
    while (last < messages.length && messages[last]?.role !== 'assistant') last += 1;
    const run = messages.slice(first, last);
    if (run.some(({ role }) => role === 'system')) {
      const blocks = gatherBlocks(body, run);
      if (blocks.length === 0) run.forEach((_message, place) => empty.add(first + place));
      else edits.push({ ...spanOf(run), text: `{"role":"user","content":[${blocks.join(',')}]}` });
    }
    first = last;
  }
  return applyEdits(body, [...edits, ...removeMembers(messages, (place) => empty.has(place))]);
}

function readMessage(body: Uint8Array, range: Range): Message {
  const fields = listFields(body, range);
  const role = findField(fields, 'role');
  const content = findField(fields, 'content');
  return { ...range, role: role ? (JSON.parse(textAt(body, role.value)) as string) : '', content: content?.value ?? null };
}

function spanOf(run: Message[]): Range {
  return { from: run[0]?.from ?? 0, to: run.at(-1)?.to ?? 0 };
}

/** The blocks of a run of messages as JSON text: the user's own byte for byte, results of tools before all else. */
function gatherBlocks(body: Uint8Array, run: Message[]): string[] {
  const results: string[] = [];
  const others: string[] = [];
  for (const { role, content } of run) {
    if (content === null) continue;
    if (role === 'system') others.push(...foldText(textAt(body, content)));
    else if (!isList(body, content)) others.push(...textBlock(textAt(body, content)));
    else for (const block of listElements(body, content)) (isResult(body, block) ? results : others).push(textAt(body, block));
  }
  return [...results, ...others];
}

function textBlock(text: string): string[] {
  return text === '""' ? [] : [`{"type":"text","text":${text}}`];
}

function isResult(body: Uint8Array, block: Range): boolean {
  const type = findField(listFields(body, block), 'type');
  return type !== undefined && textAt(body, type.value) === '"tool_result"';
}

/** The text of a system message in its tags, with its last cache mark; nothing when it has no text. */
function foldText(content: string): string[] {
  const parsed = JSON.parse(content) as string | { text?: unknown; cache_control?: unknown }[] | null;
  const blocks = typeof parsed === 'string' ? [{ text: parsed }] : (parsed ?? []);
  const text = blocks
    .map((block) => block.text)
    .filter((part) => typeof part === 'string' && part !== '')
    .join('\n\n');
  if (text === '') return [];
  const mark = blocks.findLast((block) => 'cache_control' in block) as { cache_control?: unknown } | undefined;
  return [
    JSON.stringify({
      type: 'text',
      text: `<system-reminder>\n${text}\n</system-reminder>`,
      ...(mark && { cache_control: mark.cache_control }),
    }),
  ];
}

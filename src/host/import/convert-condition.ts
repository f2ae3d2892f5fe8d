import { isSecretHeader } from '../../shared/model/secret-headers';
import { Effort } from '../../shared/model/quirks';
import type { ImportedConditions } from './imported-rule';
import { isSourceObject, type SourceObject } from './source-object';
import { escapeDollars } from './source-text';

/** A condition of Claude Code Router 3 as ours: what must hold, what may not hold, and what differs. */
export type ConvertedCondition =
  { when: ImportedConditions; not?: undefined; note: string } | { when?: undefined; not: ImportedConditions; note: string };

/** Fields of a body in which clients say how much a model is to think. */
const EFFORT_FIELDS = ['output_config.effort', 'reasoning.effort', 'reasoning_effort'];

/**
 * Converts `{ left, operator, right }`, as far as a rule of ours can ask the same; else a sentence on why not.
 * https://github.com/musistudio/claude-code-router, packages/core/src/gateway/claude-code-router-plugin.ts
 */
export function convertCondition(condition: unknown): ConvertedCondition | { problem: string } {
  const { left, operator, right } = isSourceObject(condition) ? condition : ({} as SourceObject);
  if (typeof left !== 'string' || typeof operator !== 'string' || right === undefined) {
    return { problem: 'It has no condition with left, operator and right.' };
  }
  const [scope, section, ...rest] = left.split('.').map((part) => part.trim());
  const field = rest.join('.');
  const value = unquote(String(right).trim());
  if (scope !== 'request') return { problem: `Switchyard’s rules cannot ask for ${left}.` };
  if (section === 'tokenCount' || section === 'token_count') return convertCount(operator, value);
  if ((section === 'header' || section === 'headers') && field !== '') return convertHeader(field.toLowerCase(), operator, value);
  if (section === 'body' && field === 'model') return convertText(operator, value, (glob) => ({ model: glob }));
  const effort = Effort.safeParse(value);
  if (section === 'body' && EFFORT_FIELDS.includes(field) && operator === '==' && effort.success) {
    return { when: { effort: effort.data }, note: 'It holds wherever the request says so.' };
  }
  if (section === 'body' && field === 'tools' && operator.startsWith('contains')) {
    const glob = toGlob(value);
    if (glob !== null) return { when: { tools: `*${glob}*` }, note: 'Only the names of the tools are looked at.' };
  }
  if (section === 'body' && field === 'messages' && operator === 'contains-deep' && value === 'image') {
    return { when: { scenario: 'image' }, note: 'It holds for requests with an image.' };
  }
  return { problem: `Switchyard’s rules cannot ask for ${left} with ${operator}.` };
}

function unquote(text: string): string {
  return /^(["']).*\1$/s.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

/** A pattern that stands for just this text; null where the text holds what a pattern means otherwise. */
function toGlob(text: string): string | null {
  return text === '' || /[*?]/.test(text) ? null : escapeDollars(text);
}

function convertCount(operator: string, value: string): ConvertedCondition | { problem: string } {
  const count = Number(value);
  if (value === '' || !Number.isSafeInteger(count)) return { problem: 'It compares tokens with what is no whole number.' };
  const note = 'The tokens are Switchyard’s own estimate.';
  if (operator === '>' && count >= 0) return { when: { tokens: { above: count } }, note };
  if (operator === '>=' && count >= 1) return { when: { tokens: { above: count - 1 } }, note };
  if (operator === '<' && count >= 1) return { when: { tokens: { below: count } }, note };
  if (operator === '<=' && count >= 0) return { when: { tokens: { below: count + 1 } }, note };
  return { problem: `Switchyard’s rules cannot compare tokens with ${operator} ${value}.` };
}

function convertHeader(name: string, operator: string, value: string): ConvertedCondition | { problem: string } {
  if (isSecretHeader(name)) return { problem: `Rules are not shown the header ${name}, which holds a secret.` };
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return { problem: 'It names no header.' };
  return convertText(operator, value, (glob) => ({ header: { [name]: glob } }));
}

function convertText(
  operator: string,
  value: string,
  toConditions: (glob: string) => ImportedConditions,
): ConvertedCondition | { problem: string } {
  const glob = toGlob(value);
  if (glob === null) return { problem: 'What it compares with is empty or holds * or ?, which mean something else in a rule.' };
  const note = 'Small and capital letters count as the same.';
  if (operator === '==') return { when: toConditions(glob), note };
  if (operator === '!=') return { not: toConditions(glob), note };
  if (operator === 'starts-with') return { when: toConditions(`${glob}*`), note };
  if (operator === 'contains' || operator === 'contains-deep') return { when: toConditions(`*${glob}*`), note };
  if (operator === 'not-contains') return { not: toConditions(`*${glob}*`), note };
  return { problem: `Switchyard’s rules cannot compare a text with ${operator}.` };
}

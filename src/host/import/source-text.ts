import { VARIABLE_NAME } from '../../shared/config/config-schema';
import { isSourceObject } from './source-object';

export type LookUp = (name: string) => string | undefined;

/**
 * What Claude Code Router replaces in a text: `${ANYTHING}`, and `$NAME` in capitals.
 * https://github.com/musistudio/claude-code-router, packages/cli/src/utils/index.ts
 */
const REFERENCE = /\$\{([^}]+)\}|\$([A-Z_][A-Z0-9_]*)/g;

/** The text as Claude Code Router uses it: a variable that is not set, or empty, stays as it is written. */
export function resolveText(text: string, lookUp: LookUp): string {
  return text.replace(REFERENCE, (whole, braced?: string, plain?: string) => lookUp(braced ?? plain ?? '') || whole);
}

/** The text for our config: read there it means what {@link resolveText} gives here, and what was a variable stays one. */
export function carryText(text: string, lookUp: LookUp): string {
  let carried = '';
  let end = 0;
  for (const match of text.matchAll(REFERENCE)) {
    const name = match[1] ?? match[2] ?? '';
    const value = lookUp(name);
    carried += escapeDollars(text.slice(end, match.index));
    carried += value && VARIABLE_NAME.test(name) ? `\${${name}}` : escapeDollars(value || match[0]);
    end = match.index + match[0].length;
  }
  return carried + escapeDollars(text.slice(end));
}

/** {@link carryText} for every text within a value. */
export function carryTexts(value: unknown, lookUp: LookUp): unknown {
  if (typeof value === 'string') return carryText(value, lookUp);
  if (Array.isArray(value)) return value.map((item) => carryTexts(item, lookUp));
  if (!isSourceObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, carryTexts(item, lookUp)]));
}

/** A text that our config takes literally. */
export function escapeDollars(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** The variable's name where the text is one reference and nothing else. */
export function findSoleVariable(text: string): string | null {
  const match = /^\$(?:\{([^}]+)\}|([A-Z_][A-Z0-9_]*))$/.exec(text.trim());
  const name = match?.[1] ?? match?.[2];
  return name !== undefined && VARIABLE_NAME.test(name) ? name : null;
}

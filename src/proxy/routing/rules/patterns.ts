import type { RE2JS } from 're2js';
import type { Rules } from '../../../shared/config/rule-config';

let engine: typeof RE2JS | null = null;

export function needsPatterns(rules: Rules): boolean {
  return rules.some(({ when, not }) => when.text !== undefined || not?.text !== undefined);
}

/**
 * Loads the engine of regular expressions, where a rule needs it: a quarter of a megabyte that most never use. Comes before
 * `compileRules`. It ends in time that grows with the text and no faster, whatever the pattern: JavaScript's own may not.
 */
export async function loadPatterns(): Promise<void> {
  engine ??= (await import('re2js')).RE2JS;
}

/** A pattern that the engine cannot read, though the config's own check let it pass. */
export class PatternFault extends Error {}

/** A test for patterns: true when the text holds something of one of them, in either case. Throws PatternFault. */
export function compilePatterns(patterns: readonly string[]): (text: string) => boolean {
  const loaded = engine;
  if (loaded === null) throw new Error('loadPatterns() comes before compileRules()');
  const compiled = patterns.map((pattern) => {
    try {
      return loaded.compile(pattern, loaded.CASE_INSENSITIVE);
    } catch (error) {
      throw new PatternFault(`The pattern ${pattern} cannot be used: ${(error as Error).message}.`);
    }
  });
  return (text) => compiled.some((pattern) => pattern.test(text));
}

/** What other engines know and one that ends in linear time cannot have. Escaped brackets and classes are taken out first. */
const UNKNOWN_PARTS: readonly (readonly [part: RegExp, name: string])[] = [
  [/\(\?<?[=!]/, 'looks ahead or behind ((?= (?! (?<= (?<!), which these patterns cannot'],
  [/\\[1-9]|\\k</, 'refers back to a group (\\1, \\k<name>), which these patterns cannot'],
];

/** `(?i)` and the like, and `(?P<name>`, which our engine reads and JavaScript's does not. */
const FLAGS = /\(\?[imsU-]+(?=[:)])/g;

/**
 * What is wrong with a regular expression of RE2's syntax, as the second half of a sentence; null when it looks sound. The engine
 * itself is too large to be loaded with the config, so it has the last word when the rules are compiled.
 */
export function findPatternFault(pattern: string): string | null {
  if (pattern === '') return 'must not be empty';
  const plain = pattern.replace(/\\[^1-9k]/g, 'x').replace(/\[\^?\]?[^\]]*\]/g, 'x');
  for (const [part, name] of UNKNOWN_PARTS) if (part.test(plain)) return name;
  try {
    new RegExp(pattern.replaceAll('(?P<', '(?<').replace(FLAGS, '(?').replaceAll('(?)', ''));
    return null;
  } catch (error) {
    return `is no regular expression: ${describe((error as Error).message)}`;
  }
}

/** V8 says `Invalid regular expression: /(/: Unterminated group`. */
function describe(message: string): string {
  const reason = message.slice(message.lastIndexOf(': ') + 2);
  return reason.charAt(0).toLowerCase() + reason.slice(1);
}

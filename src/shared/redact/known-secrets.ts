import type { Span } from './spans';

/** A shorter value (`ollama`, `none`) is a word that texts are full of, and protects nothing. */
const SHORTEST_SECRET = 8;
/** How much of a secret at the end of a text that was cut off is taken for its beginning, in characters. */
const SHORTEST_BEGINNING = 8;

/**
 * Makes the search for secrets whose values are known: as they are, as JSON writes them however deep within strings, and as they stand in an
 * address. So are the first characters of one with which a text breaks off.
 */
export function createKnownSecrets(secrets: readonly string[]): (text: string) => Span[] {
  const known = [...new Set(secrets)].filter(({ length }) => length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
  if (known.length === 0) return () => [];
  const pattern = new RegExp(known.map(writeForms).join('|'), 'g');
  return (text) => {
    const spans: Span[] = [];
    for (const match of text.matchAll(pattern)) spans.push(cover(match.index, match.index + match[0].length));
    const broken = known.map((secret) => beginningAtEnd(text, secret)).reduce((a, b) => Math.max(a, b));
    if (broken > 0) spans.push(cover(text.length - broken, text.length));
    return spans;
  };
}

function cover(from: number, to: number): Span {
  return { from, to, label: '[redacted key]', secret: true };
}

/** Letters and digits are written as they are; whatever else may be escaped. */
function writeForms(secret: string): string {
  return [...secret]
    .map((character) => {
      if (/[A-Za-z0-9]/.test(character)) return character;
      const units = character.split('').map((unit) => hex(unit.charCodeAt(0).toString(16).padStart(4, '0')));
      const inAddress = [...new TextEncoder().encode(character)].map((byte) => `%${hex(byte.toString(16).padStart(2, '0'))}`);
      const plain = character.split('').map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
      return `(?:\\\\*${plain.join('')}|${units.map((unit) => `\\\\+u${unit}`).join('')}|${inAddress.join('')})`;
    })
    .join('');
}

function hex(digits: string): string {
  return digits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

function beginningAtEnd(text: string, secret: string): number {
  for (let length = Math.min(secret.length - 1, text.length); length >= SHORTEST_BEGINNING; length -= 1)
    if (text.endsWith(secret.slice(0, length))) return length;
  return 0;
}

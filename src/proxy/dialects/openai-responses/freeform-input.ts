import { isWire, parseJson } from './read-value';

/** Takes the text out of `{"input": "…"}` while it is still being written. */
export interface FreeformReader {
  /** The text that this piece of the arguments holds, as far as it is certain. */
  push(json: string): string;
  /** What is missing of the text, now that no more arguments come; `cut` when they stop in the middle of it. */
  finish(): { rest: string; cut: boolean };
}

const OPENING = /^\s*\{\s*"input"\s*:\s*"/;

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', '"': '"', '\\': '\\', '/': '/' };

/**
 * A patch of a thousand lines should be seen as it grows (pitfall 52), so the string is decoded as it comes; an escape
 * that is cut in two waits for its other half. The arguments as a whole have the last word: a model that wrote plain
 * text in the place of JSON meant that text.
 */
export function createFreeformReader(): FreeformReader {
  let json = '';
  let told = '';
  /** Where the text that is not yet decoded begins; null until its opening quote has come. */
  let at: number | null = null;
  let closed = false;

  function decode(): string {
    if (at === null) {
      const opening = OPENING.exec(json);
      if (opening === null) return '';
      at = opening[0].length;
    }
    let text = '';
    while (!closed && at < json.length) {
      const character = json.charAt(at);
      if (character === '"') closed = true;
      else if (character !== '\\') {
        const end = nextSpecial(json, at);
        text += json.slice(at, end);
        at = end;
      } else {
        const length = json.charAt(at + 1) === 'u' ? 6 : 2;
        if (at + length > json.length) break;
        text += decodeEscape(json.slice(at, at + length));
        at += length;
      }
    }
    told += text;
    return text;
  }

  return {
    push(piece) {
      json += piece;
      return decode();
    },
    finish() {
      const value = parseJson(json);
      if (value === undefined && at !== null) return { rest: '', cut: true };
      const whole = isWire(value) && typeof value.input === 'string' ? value.input : json;
      return { rest: whole.startsWith(told) ? whole.slice(told.length) : '', cut: false };
    },
  };
}

/** The next quote or backslash, or the end of what has come. */
function nextSpecial(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22 || code === 0x5c) return at;
  }
  return text.length;
}

function decodeEscape(escape: string): string {
  if (escape.length === 6) return String.fromCharCode(Number.parseInt(escape.slice(2), 16));
  const character = escape.charAt(1);
  return ESCAPES[character] ?? character;
}

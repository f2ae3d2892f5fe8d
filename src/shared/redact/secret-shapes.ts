import type { Span } from './spans';

/** What a secret looks like, whoever owns it. Every pattern ends in time that grows with the text and no faster: no part of it is unbounded twice. */
interface Shape {
  label: string;
  pattern: RegExp;
  /** Which group is the secret; 0: all of it. */
  group?: number;
  /** False for what only looks like one. `before` is the text in front of it, 6 characters at most. */
  accept?(secret: string, before: string): boolean;
}

const KEY = '[redacted key]';
const TOKEN = '[redacted token]';
const PASSWORD = '[redacted password]';

/** Some words that are followed by a value in any prose have none of these; nearly every key has. */
const hasDigit = (text: string) => /\d/.test(text);
const isRandom = (text: string) => text.length >= 20 || hasDigit(text);

/** In JSON a line break in front of a key is the letters \n. */
const startsWord = (before: string) => !/[A-Za-z0-9_]$/.test(before) || /\\(?:[nrtbf]|u[\da-f]{4})$/i.test(before);

/** `$NAME` and `${NAME}` are where a secret is, and none. */
const isReference = (text: string) => /^\$\{?[A-Za-z_]\w*\}?$/.test(text);

/** Names of fields whose values are secret, whatever stands before or after in the name. */
const SECRET_NAMES =
  'authorization|api[_-]?key|access[_-]?key|secret[_-]?key|private[_-]?key|auth[_-]?token|access[_-]?token|refresh[_-]?token|id[_-]?token|' +
  'session[_-]?token|client[_-]?secret|password|passwd|passphrase|credential|cookie|secret';

const SHAPES: readonly Shape[] = [
  {
    label: '[redacted private key]',
    // Base64 and the lines of its head; cut off, it has no end.
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:[A-Za-z0-9+/=:,\s]|\\+[nr]|-(?!-))*(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?/g,
  },
  {
    label: KEY,
    pattern: /sk-[A-Za-z0-9_-]{16,256}/g,
    accept: (secret, before) => startsWord(before) && hasDigit(secret),
  },
  { label: KEY, pattern: /AIza[A-Za-z0-9_-]{30,64}/g },
  { label: KEY, pattern: /(?:gsk_|xai-|hf_|pplx-|nvapi-|csk-|fw_|tgp_v1_)[A-Za-z0-9_-]{20,256}/g, accept: hasDigit },
  { label: TOKEN, pattern: /(?:gh[pousr]_|github_pat_|glpat-|npm_)[A-Za-z0-9_-]{20,256}/g },
  { label: KEY, pattern: /(?:AKIA|ASIA)[A-Z0-9]{16}/g },
  { label: KEY, pattern: /(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{16,256}|whsec_[A-Za-z0-9+/=]{16,256}/g },
  { label: TOKEN, pattern: /xox[abeprs]-[A-Za-z0-9-]{10,256}/g },
  { label: TOKEN, pattern: /sy-[A-Za-z0-9_-]{32}/g, accept: (_secret, before) => startsWord(before) },
  { label: TOKEN, pattern: /eyJ[A-Za-z0-9_-]{8,512}\.[A-Za-z0-9_-]{8,8192}(?:\.[A-Za-z0-9_-]{0,8192})?/g },
  { label: TOKEN, pattern: /bearer(?:\s|%20|\+){1,4}([A-Za-z0-9._~+/=-]{8,4096})/gi, group: 1, accept: isRandom },
  {
    label: TOKEN,
    pattern: /basic\s{1,4}([A-Za-z0-9+/]{8,4096}={0,2})/gi,
    group: 1,
    accept: (secret) => secret.endsWith('=') || (hasDigit(secret) && /[a-z]/.test(secret) && /[A-Z]/.test(secret)),
  },
  { label: PASSWORD, pattern: /:\/\/[^\s/:@"'<>\\]{0,100}:([^\s/@"'<>\\]{1,256})@/g, group: 1 },
  {
    label: KEY,
    pattern: /[?&](?:key|api[_-]?key|token|access_token|sig|signature|password)=([^&\s"'<>\\]{6,4096})/gi,
    group: 1,
  },
  {
    // A field with a value in quotes, also within a JSON text that is a string itself: its quotes then have the same backslashes.
    label: '[redacted]',
    pattern: new RegExp(
      `(?:${SECRET_NAMES})[\\w-]{0,20}(?:\\\\*["'\`])?\\]?\\s{0,4}(?::|=>?)\\s{0,4}(\\\\*)(["'\`])([^\\r\\n]{1,4096}?)(?:(?<!\\\\)\\1\\2|$)`,
      'gi',
    ),
    group: 3,
    accept: (secret) => !isReference(secret),
  },
  {
    label: '[redacted]',
    pattern: /(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD)=([^\s"'\\$<({][^\s"'\\]{5,4096})/g,
    group: 1,
  },
  {
    label: '[redacted]',
    pattern: /(?:authorization|api-key|auth-token)\s{0,2}:\s{0,4}(?:(?:bearer|basic|token)\s{1,4})?([^\s"'\\,;]{8,4096})/gi,
    group: 1,
    accept: isRandom,
  },
  { label: '[redacted cookie]', pattern: /cookie:\s{0,4}([^\s"'\\=;]{1,256}=[^\r\n"'\\]{1,4096})/gi, group: 1 },
];

/** Where a text holds what looks like a key, a token, a password in an address or in a field, or a private key. */
export function findShapes(text: string): Span[] {
  return SHAPES.flatMap((shape) => findShape(text, shape));
}

function findShape(text: string, { label, pattern, group = 0, accept }: Shape): Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const secret = match[group] as string;
    // A group is the last part of its pattern, but for what closes it.
    const from = group === 0 ? match.index : match.index + match[0].lastIndexOf(secret);
    if (accept?.(secret, text.slice(Math.max(0, match.index - 6), match.index)) === false) {
      // What begins within it may be one.
      pattern.lastIndex = match.index + 1;
      continue;
    }
    spans.push({ from, to: from + secret.length, label, secret: true });
  }
  return spans;
}

/** True for the records of a stream, whose texts come in pieces. */
export function isStream(contentType: string | null): boolean {
  return contentType !== null && /event-stream|ndjson|jsonl/.test(contentType);
}

/** A stretch of a stream's bytes as text that holds a piece of a text which the stream sends bit by bit. */
interface Piece {
  /** In the stream, without its quotes. */
  from: number;
  to: number;
  /** In the joined text. */
  at: number;
  length: number;
}

/** A text that a stream sends piece by piece: of an answer, of its reasoning, of a tool's input. */
export interface StreamText {
  text: string;
  pieces: Piece[];
}

/** The fields in which the dialects send pieces of a text. */
const PIECE_FIELDS = new Set([
  'text',
  'content',
  'thinking',
  'reasoning',
  'reasoning_content',
  'reasoning_text',
  'partial_json',
  'arguments',
  'delta',
  'refusal',
  'input',
  'output',
  'data',
  'signature',
]);

/** A string with what makes it a name, or a number that says to which block a piece belongs. */
const TOKENS = /"(?:[^"\\]|\\.)*"(\s*:)?|(?<=[:\s])\d+/g;
const PLACE_FIELDS = new Set(['index', 'output_index', 'content_index', 'summary_index']);

/**
 * The texts of a stream of server-sent events or lines of JSON, put together. Pieces belong together when they stand in a field of the same
 * name and their records name the same places. Pure; what is no JSON is passed over.
 */
export function joinStreamTexts(stream: string): StreamText[] {
  const channels = new Map<string, { parts: string[]; length: number; pieces: Piece[] }>();
  for (const [from, to] of linesOf(stream)) {
    const found: { field: string; from: number; to: number }[] = [];
    let places = '';
    let field = '';
    TOKENS.lastIndex = 0;
    const line = stream.slice(from, to);
    for (const match of line.matchAll(TOKENS)) {
      const [token, colon] = match;
      if (token[0] !== '"') {
        if (PLACE_FIELDS.has(field)) places += `,${token}`;
      } else if (colon !== undefined) {
        field = token.slice(1, token.lastIndexOf('"'));
      } else if (PIECE_FIELDS.has(field)) {
        found.push({ field, from: from + match.index + 1, to: from + match.index + token.length - 1 });
      }
    }
    for (const piece of found) {
      const key = piece.field + places;
      const channel = channels.get(key) ?? { parts: [], length: 0, pieces: [] };
      channels.set(key, channel);
      const part = decode(stream.slice(piece.from, piece.to));
      channel.pieces.push({ from: piece.from, to: piece.to, at: channel.length, length: part.length });
      channel.parts.push(part);
      channel.length += part.length;
    }
  }
  return [...channels.values()].map(({ parts, pieces }) => ({ text: parts.join(''), pieces }));
}

/** Where the lines with JSON in them begin and end. */
function* linesOf(stream: string): Generator<[from: number, to: number]> {
  for (let from = 0; from < stream.length;) {
    const end = stream.indexOf('\n', from);
    const to = end === -1 ? stream.length : end;
    if (stream.startsWith('data:', from) || stream[from] === '{') yield [from, to];
    from = to + 1;
  }
}

function decode(literal: string): string {
  if (!literal.includes('\\')) return literal;
  try {
    return JSON.parse(`"${literal}"`) as string;
  } catch {
    return literal;
  }
}

/** The stretches of the stream that hold the joined text from `from` to `to`, in their order. */
export function placeInStream(stream: string, { pieces }: StreamText, from: number, to: number): { from: number; to: number }[] {
  const places: { from: number; to: number }[] = [];
  for (let index = findPiece(pieces, from); index < pieces.length; index += 1) {
    const piece = pieces[index] as Piece;
    if (piece.at >= to) break;
    if (piece.length === 0) continue;
    const literal = stream.slice(piece.from, piece.to);
    places.push({
      from: piece.from + rawOffset(literal, piece.length, Math.max(0, from - piece.at)),
      to: piece.from + rawOffset(literal, piece.length, Math.min(piece.length, to - piece.at)),
    });
  }
  return places;
}

/** The piece that holds the joined text at this place. */
function findPiece(pieces: readonly Piece[], at: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const piece = pieces[middle] as Piece;
    if (piece.at + piece.length <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a character of a string stands in the string as JSON writes it. */
function rawOffset(literal: string, length: number, offset: number): number {
  if (literal.length === length) return offset;
  let raw = 0;
  for (let read = 0; read < offset && raw < literal.length; read += 1)
    raw += literal[raw] !== '\\' ? 1 : literal[raw + 1] === 'u' ? 6 : 2;
  return raw;
}

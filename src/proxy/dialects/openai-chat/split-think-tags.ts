const OPEN = '<think>';
const CLOSE = '</think>';

export interface ProsePiece {
  kind: 'text' | 'thinking';
  text: string;
}

/** Parts reasoning in `<think>` tags from the text, in whatever pieces the text comes. */
export interface ThinkTagSplitter {
  /** `reasonedElsewhere`: the reasoning has come in a field of its own, so that text without a tag is text. */
  push(text: string, reasonedElsewhere: boolean): ProsePiece[];
  /** Lets out what is held back; what comes later is text. */
  finish(): ProsePiece[];
}

/**
 * For servers that leave the tags in the text (pitfall 30). Tags count at the beginning of an answer only: later ones are
 * words about tags. Some servers send the closing tag alone
 * (cubist38/mlx-openai-server#179), and until it comes nobody can say what the text before it is, so that text is held back.
 */
export function createThinkTagSplitter(): ThinkTagSplitter {
  let place: 'start' | 'untagged' | 'inside' | 'behind' | 'text' = 'start';
  let held = '';
  /** The end of what is held and was searched, as a tag may come in two pieces. */
  let tail = '';

  function readStart(reasonedElsewhere: boolean): ProsePiece[] {
    const text = held.trimStart();
    if (text.startsWith(OPEN)) {
      held = text.slice(OPEN.length);
      place = 'inside';
      return readInside();
    }
    if (OPEN.startsWith(text)) return [];
    place = 'untagged';
    return readUntagged(held, reasonedElsewhere);
  }

  /** Looks at the new piece only, since much may be held. */
  function readUntagged(piece: string, reasonedElsewhere: boolean): ProsePiece[] {
    tail += piece;
    if (tail.includes(CLOSE)) return readInside();
    tail = tail.slice(-CLOSE.length);
    return reasonedElsewhere ? letOut('text') : [];
  }

  function readInside(): ProsePiece[] {
    const close = held.indexOf(CLOSE);
    const end = close === -1 ? held.length - lengthOfBeginning(held) : close;
    const thinking = held.slice(0, end);
    held = held.slice(close === -1 ? end : end + CLOSE.length);
    const pieces: ProsePiece[] = thinking === '' ? [] : [{ kind: 'thinking', text: thinking }];
    if (close === -1) return pieces;
    place = 'behind';
    return [...pieces, ...readBehind()];
  }

  /** Empty lines between the tag and the text belong to neither. */
  function readBehind(): ProsePiece[] {
    held = held.trimStart();
    return held === '' ? [] : letOut('text');
  }

  function letOut(kind: ProsePiece['kind']): ProsePiece[] {
    const text = held;
    held = '';
    place = 'text';
    return text.trim() === '' ? [] : [{ kind, text }];
  }

  return {
    push(text, reasonedElsewhere) {
      if (place === 'text') return [{ kind: 'text', text }];
      held += text;
      if (place === 'start') return readStart(reasonedElsewhere);
      if (place === 'untagged') return readUntagged(text, reasonedElsewhere);
      return place === 'inside' ? readInside() : readBehind();
    },
    finish: () => letOut(place === 'inside' ? 'thinking' : 'text'),
  };
}

/** How many characters at the end of a text may be the beginning of the closing tag. */
function lengthOfBeginning(text: string): number {
  for (let length = Math.min(CLOSE.length - 1, text.length); length > 0; length -= 1) {
    if (CLOSE.startsWith(text.slice(-length))) return length;
  }
  return 0;
}

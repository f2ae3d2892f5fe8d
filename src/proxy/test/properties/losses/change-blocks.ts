import { isPart, text, type Block, type Meaning, type Part, type Result, type Turn } from '../meaning';

/** Other turns. */
export function changeTurns(meaning: Meaning, change: (turn: Turn) => Turn): Meaning {
  return { ...meaning, turns: meaning.turns.map(change) };
}

/** Other blocks in the place of each block. */
export function changeBlocks(meaning: Meaning, change: (block: Block, turn: Turn) => Block[]): Meaning {
  return changeTurns(meaning, (turn) => ({ ...turn, blocks: turn.blocks.flatMap((block) => change(block, turn)) }));
}

/** Other parts in the place of each part, in results too. */
export function changeParts(meaning: Meaning, change: (part: Part, inResult: boolean) => Part[]): Meaning {
  return changeBlocks(meaning, (block) => {
    if (block.type === 'result') return [{ ...block, parts: block.parts.flatMap((part) => change(part, true)) }];
    return isPart(block) ? change(block, false) : [block];
  });
}

/** Other results. */
export function changeResults(meaning: Meaning, change: (result: Result) => Result): Meaning {
  return changeBlocks(meaning, (block) => [block.type === 'result' ? change(block) : block]);
}

/** Parts of results that only a message of the user can hold follow all results; a note stands in their place. */
export function moveBehindResults(meaning: Meaning, isMoved: (part: Part) => boolean, note: (part: Part) => string): Meaning {
  return changeTurns(meaning, ({ role, blocks }) => {
    const results = blocks.filter((block) => block.type === 'result');
    const moved = results.flatMap(({ parts }) => parts.filter(isMoved));
    const noted = results.map((result) => ({
      ...result,
      parts: result.parts.map((part) => (isMoved(part) ? text(note(part)) : part)),
    }));
    return { role, blocks: [...noted, ...moved, ...blocks.filter(({ type }) => type !== 'result')] };
  });
}

/** Texts in a row as one. */
export function joinTexts(parts: Part[], between: string): Part[] {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.type === 'text' && part.type === 'text') last.text += between + part.text;
    else joined.push({ ...part });
  }
  return joined;
}

/** All text of blocks as one block, or none. */
export function wholeText(blocks: Block[], between: string): Part[] {
  const texts = blocks.flatMap((block) => (block.type === 'text' ? [block.text] : []));
  return texts.length === 0 ? [] : [text(texts.join(between))];
}

/** Cuts a text at the given places, moved back by one where they would split a character of two code units. */
export function cutText(text: string, places: readonly number[]): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const place of places) {
    const end = isInsidePair(text, place) ? place - 1 : place;
    if (end <= start) continue;
    pieces.push(text.slice(start, end));
    start = end;
  }
  if (start < text.length) pieces.push(text.slice(start));
  return pieces;
}

function isInsidePair(text: string, place: number): boolean {
  return isBetween(text.charCodeAt(place - 1), 0xd800, 0xdbff) && isBetween(text.charCodeAt(place), 0xdc00, 0xdfff);
}

const isBetween = (code: number, first: number, last: number) => code >= first && code <= last;

/**
 * Letters of scripts that put no spaces between words. Each is a word of the index, so that any part of a sentence is found; the tokenizer would
 * take the whole sentence for one word.
 */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/gu;

/** What the tokenizer sees a word in. */
const WORD = /[\p{L}\p{N}]/u;

/** A text as the index takes it. */
export function spaceWords(text: string): string {
  return text.replace(UNSPACED, ' $& ');
}

/**
 * What a user looks for, as a query of FTS5: words that must all be there, and phrases in double quotes as they stand. What has no closing quote goes
 * to the end. Null when there is no word in it. Whatever is typed, the query is well-formed; SQLite would end it at a NUL.
 */
export function toWordQuery(text: string): string | null {
  const terms = [...text.matchAll(/"([^"]*)"?|[^\s"]+/g)].map(([whole, phrase]) => phrase ?? whole);
  const words = terms.filter((term) => WORD.test(term)).map((term) => `"${spaceWords(term).replaceAll('\0', ' ')}"`);
  return words.length === 0 ? null : words.join(' AND ');
}

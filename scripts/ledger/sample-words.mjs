import { gzipSync } from 'node:zlib';
import { createRandom } from './random.mjs';

/** Words that a search can be measured with: one in all bodies, one in a tenth of them, one in a few, and two that follow one another in a third. */
export const SEARCHES = { all: 'function', common: 'tramway', rare: 'zanzibar', phrase: '"failing test"' };

const VOCABULARY = 20_000;
const WORDS = 320;
const SYLLABLES = ['ka', 'lo', 'mi', 'ter', 'un', 'sol', 'ra', 'ven', 'do', 'qui', 'par', 'ex', 'on', 'li', 'ze', 'ab'];

/** A word by its rank; the same rank is always the same word. */
function nameWord(rank) {
  let word = '';
  for (let rest = rank + 17; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) word += SYLLABLES[rest % SYLLABLES.length];
  return word;
}

/** Makes the function that makes up what was kept of an exchange's bodies: one of some 2 kB, of words as frequent as those of a language. */
export function createBodyMaker(seed) {
  const { next, chance } = createRandom(seed);
  const draw = () => nameWord(Math.floor(VOCABULARY ** next()) - 1);
  return ({ id, startedAt }) => {
    const words = Array.from({ length: WORDS }, draw);
    words[10] = SEARCHES.all;
    if (chance(0.1)) words[20] = SEARCHES.common;
    if (chance(0.0005)) words[30] = SEARCHES.rare;
    if (chance(0.33)) words[40] = SEARCHES.phrase.slice(1, -1);
    if (chance(0.05)) words[50] = '请运行测试';
    const text = words.join(' ');
    const json = JSON.stringify({ messages: [{ role: 'user', content: text }] });
    const gzip = gzipSync(json, { level: 5 });
    const size = Buffer.byteLength(json);
    const body = { kind: 'client-request', attempt: null, contentType: 'application/json', size, kept: size, redacted: 0, gzip };
    return { exchangeId: id, startedAt, bodies: [body], words: text };
  };
}

/** A source of chance that is the same for the same seed (mulberry32): numbers from 0 to 1, and what is made of them. */
export function createRandom(seed) {
  let state = seed >>> 0;
  function next() {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    chance: (share) => next() < share,
    between: (from, to) => from + next() * (to - from),
    /** Around a median; most lie between `median / spread` and `median * spread`. */
    around: (median, spread) => median * spread ** normal(),
    pick: (list) => list[Math.floor(next() * list.length)],
    /** One of `[value, weight]`. */
    weighted(entries) {
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1))[0];
    },
  };
}

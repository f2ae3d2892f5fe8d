/**
 * Whether the whole text is of the glob: `*` stands for any characters, also for none, `?` for one. Takes at most as many steps as
 * the product of both lengths: only the last `*` is ever tried again.
 */
export function matchGlob(glob: string, text: string): boolean {
  let inGlob = 0;
  let inText = 0;
  let star = -1;
  let starTook = 0;
  while (inText < text.length) {
    if (glob[inGlob] === '*') {
      star = inGlob++;
      starTook = inText;
    } else if (glob[inGlob] === '?' || glob[inGlob] === text[inText]) {
      inGlob++;
      inText++;
    } else if (star >= 0) {
      inGlob = star + 1;
      inText = ++starTook;
    } else {
      return false;
    }
  }
  while (glob[inGlob] === '*') inGlob++;
  return inGlob === glob.length;
}

/** A test for globs: true when the text is of one of them, in either case. */
export function compileGlobs(globs: readonly string[]): (text: string) => boolean {
  const lower = globs.map((glob) => glob.toLowerCase());
  return (text) => {
    const plain = text.toLowerCase();
    return lower.some((glob) => matchGlob(glob, plain));
  };
}

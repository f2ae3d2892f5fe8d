/** How servers say that a prompt does not fit, each seen in their documentation or source (docs/sources.md, Errors). */
const OVERFLOW =
  /prompt is too long|context[ _-]?length|context window|context size|maximum prompt length|maximum model length|too large for model with|input token count|exceeded model token limit|input is too long|max_new_tokens must be|reduce the length of (the|your) (messages|prompt|input)/i;

export interface ContextOverflow {
  /** Tokens that were sent and tokens that fit; null where the server does not say. */
  sent: number | null;
  limit: number | null;
}

/** What a server's words say of a prompt that is too long for the model; null when they speak of something else. */
export function readContextOverflow(words: string): ContextOverflow | null {
  if (!OVERFLOW.test(words)) return null;
  // OpenAI adds in brackets how the sum comes about.
  const plain = words.replace(/\([^)]*\bin the\b[^)]*\)/g, '');
  const figures = [...plain.matchAll(/(?<![\w.-])\d[\d,_]{3,}(?![\w-])/g)].map(([digits]) => Number(digits.replace(/[,_]/g, '')));
  if (figures.length === 0) return { sent: null, limit: null };
  // All of them name the limit, and most what was sent; what was sent is the larger, in whatever order.
  const limit = Math.min(...figures);
  const sent = Math.max(...figures);
  return { sent: sent > limit ? sent : null, limit };
}

/** How every failure begins that says it, in our words. */
export const TOO_LONG = 'prompt is too long';

/** Whether a failure says that the prompt does not fit, in our words or the upstream's own. */
export function isOverflow({ status, message }: { status: number; message: string }): boolean {
  return status === 400 && message.startsWith(TOO_LONG);
}

/**
 * The wording on which Claude Code compacts the conversation and goes on (pitfall 55). `estimate` is our own count in tokens,
 * `window` the model's window where it is known.
 */
export function describeOverflow({ sent, limit }: ContextOverflow, estimate: number, window: number | undefined): string {
  const maximum = limit ?? window ?? Math.max(1, estimate - 1);
  return `${TOO_LONG}: ${Math.max(sent ?? estimate, maximum + 1)} tokens > ${maximum} maximum`;
}

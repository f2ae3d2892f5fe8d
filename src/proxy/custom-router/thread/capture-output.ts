const LINE_LIMIT = 2_000;
const LINES_PER_WINDOW = 100;
const WINDOW_MS = 10_000;

/**
 * Hands on what is printed, by console or straight to a stream, line by line. Of a flood it hands on the first hundred lines of ten
 * seconds, and then how many were left out: the other end must not run out of memory by it.
 */
export function captureOutput(tell: (level: 'info' | 'warn', line: string) => void): void {
  let windowEnd = 0;
  let lines = 0;

  function hear(level: 'info' | 'warn', text: string): void {
    const now = performance.now();
    if (now >= windowEnd) {
      if (lines > LINES_PER_WINDOW) tell('warn', `… and ${lines - LINES_PER_WINDOW} more lines that were left out`);
      windowEnd = now + WINDOW_MS;
      lines = 0;
    }
    lines += 1;
    if (lines <= LINES_PER_WINDOW) tell(level, text.trimEnd().slice(0, LINE_LIMIT));
  }

  function writeTo(level: 'info' | 'warn') {
    return (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      hear(level, typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk));
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') queueMicrotask(() => callback());
      return true;
    };
  }

  process.stdout.write = writeTo('info');
  process.stderr.write = writeTo('warn');
}

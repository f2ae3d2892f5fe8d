const MARK = 'bench-answer:';

/** A line of a request's text that tells the upstream of the benchmark how many events to send, and how long to pause before each, in ms. */
export function writeAnswerMark({ events, pauseMs = 0 }) {
  return `${MARK}${events}:${pauseMs}`;
}

/** Finds the mark in a request's body, whatever its dialect: { events, pauseMs }, or null. */
export function readAnswerMark(body) {
  const at = body.indexOf(MARK);
  if (at === -1) return null;
  const words = /^(\d+):(\d+)/.exec(body.toString('latin1', at + MARK.length, at + MARK.length + 20));
  return words && { events: Number(words[1]), pauseMs: Number(words[2]) };
}

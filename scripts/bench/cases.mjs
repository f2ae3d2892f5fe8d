/** A request's place among the cases: body in KB (1,024 bytes), connections at once, events in the answer. */
const bodies = [2, 20, 200, 800, 4096];
const connections = [1, 8, 64];

/** Requests a lane and round: enough for a percentile where they are cheap, few where they are large. */
const requestsByBody = { 2: 150, 20: 150, 200: 80, 800: 50, 4096: 10 };

const streams = bodies.flatMap((bodyKb) =>
  connections.map((count) => ({
    bodyKb,
    wide: false,
    connections: count,
    events: 200,
    requests: Math.max(requestsByBody[bodyKb], count * 2),
  })),
);
const wideStreams = [20, 800].map((bodyKb) => ({
  bodyKb,
  wide: true,
  connections: 1,
  events: 200,
  requests: requestsByBody[bodyKb],
}));
const longStreams = connections.map((count) => ({
  bodyKb: 20,
  wide: false,
  connections: count,
  events: 5_000,
  requests: Math.max(12, count),
}));
const cases = [...streams, ...wideStreams, ...longStreams];

/** How much of everything a run does. Rounds of the lanes in turn; requests a lane and round. */
export const plans = {
  full: {
    cases: cases.map((each) => ({
      ...each,
      rounds: each.connections === 1 ? 8 : 4,
      warmUp: Math.max(each.connections, Math.ceil(each.requests / 10)),
    })),
    warmUpRequests: 3_000,
    conversation: { rounds: 5, turns: 200, early: 20, late: 200, window: 10 },
    memory: { requests: 10_000, bodyKb: 20, connections: 8 },
    delay: { bodyKb: 20, connections: 64, seconds: 15 },
    ledger: { exchanges: 1_000_000, bodies: 50_000, repetitions: 20 },
  },
  quick: {
    cases: cases.map((each) => ({ ...each, rounds: 1, warmUp: 1, requests: Math.max(4, each.connections) })),
    warmUpRequests: 20,
    conversation: { rounds: 1, turns: 40, early: 10, late: 40, window: 5 },
    memory: { requests: 300, bodyKb: 20, connections: 8 },
    delay: { bodyKb: 20, connections: 64, seconds: 1 },
    ledger: { exchanges: 5_000, bodies: 500, repetitions: 2 },
  },
};

/** Whether two cases are the same place, whatever was measured there. */
export function isSamePlace(a, b) {
  return a.bodyKb === b.bodyKb && a.wide === b.wide && a.connections === b.connections && a.events === b.events;
}

import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createBodySeries, makeBody } from './conversation.mjs';
import { createAgent, sendRequest } from './load.mjs';
import { startScript } from './processes.mjs';

const probeScript = fileURLToPath(new URL('probe.mjs', import.meta.url));

/** Fifty events a second, about as a quick model writes. */
const PACED = { events: 50, pauseMs: 20 };
const AT_ONCE = { events: 200, pauseMs: 0 };

/**
 * How long GET /health takes, seen from a process of its own, while so many streams run: with streams at a model's pace, and
 * with streams as fast as the proxy can carry them (it then has no idle moment, and the queue of work is the delay).
 * Resolves with p50 and p99 in ms for each lane that answers /health.
 */
export async function runDelay({ bodyKb, connections, seconds }, lanes) {
  const figures = {};
  for (const lane of lanes.filter(({ name }) => name !== 'direct')) {
    figures[lane.name] = {
      paced: await probeUnder(PACED, { lane, bodyKb, connections, seconds }),
      atOnce: await probeUnder(AT_ONCE, { lane, bodyKb, connections, seconds: seconds / 4 }),
    };
  }
  return { bodyKb, connections, seconds, lanes: figures };
}

async function probeUnder(answer, { lane, bodyKb, connections, seconds }) {
  const nextBody = createBodySeries(makeBody(bodyKb, { answer }));
  // Requests begin at different moments, within the time that one takes, or all streams would beat as one.
  const rampMs = answer.events * answer.pauseMs;
  let going = true;
  const streams = Array.from({ length: connections }, async (_, index) => {
    await wait((index * rampMs) / connections);
    const agent = createAgent(1);
    let errors = 0;
    while (going) await sendRequest(lane, nextBody(), agent).catch(() => (errors += 1));
    agent.destroy();
    return errors;
  });
  await wait(rampMs);
  try {
    const milliseconds = seconds * 1000;
    const probe = await startScript([probeScript, lane.url, String(milliseconds)], {
      pattern: /^(\{.*\})$/m,
      limitMs: milliseconds + 30_000,
    });
    return { ...JSON.parse(probe.found), errors: sum(await endAll(streams)) };
  } finally {
    await endAll(streams);
  }

  function endAll(all) {
    going = false;
    return Promise.all(all);
  }
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

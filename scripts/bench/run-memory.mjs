import { setTimeout as wait } from 'node:timers/promises';
import { createBodySeries, makeBody } from './conversation.mjs';
import { runLoad } from './load.mjs';
import { readMemoryMb, readPeakMemoryMb } from './process-figures.mjs';
import { startSwitchyard, targets } from './switchyard.mjs';

const IDLE_MS = 3_000;

/**
 * Starts Switchyard afresh and sends it `requests` requests, every other one to the translated lane. Resolves with its
 * resident memory in MB before, at once after the last answer, at its peak, and after 3 s without work.
 */
export async function runMemory({ requests, bodyKb, connections }, upstreamUrl) {
  const switchyard = await startSwitchyard(upstreamUrl, targets.passthrough);
  try {
    const answer = { events: 200 };
    const series = [makeBody(bodyKb, { answer }), makeBody(bodyKb, { answer, model: targets.translated })].map(createBodySeries);
    let number = 0;
    const nextBody = () => series[(number += 1) % series.length]();
    const started = readMemoryMb(switchyard.pid);
    const { errors } = await runLoad({ lane: switchyard, nextBody, connections, count: requests });
    const after = readMemoryMb(switchyard.pid);
    const peak = readPeakMemoryMb(switchyard.pid);
    await wait(IDLE_MS);
    return { requests, bodyKb, connections, errors: errors.length, started, after, peak, idle: readMemoryMb(switchyard.pid) };
  } finally {
    await switchyard.stop();
  }
}

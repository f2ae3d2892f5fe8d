import { fileURLToPath } from 'node:url';
import { startScript } from './processes.mjs';
import { startSwitchyard, targets } from './switchyard.mjs';

const scriptPath = (name) => fileURLToPath(new URL(name, import.meta.url));

/** The mock provider; resolves with its { url, stop }. */
export async function startUpstream() {
  const { found, stop } = await startScript([scriptPath('upstream.mjs')]);
  return { url: `http://127.0.0.1:${found}`, stop };
}

async function startFloor(upstreamUrl) {
  const { found, pid, stop } = await startScript([scriptPath('floor.mjs'), new URL(upstreamUrl).port]);
  return { url: `http://127.0.0.1:${found}`, pid, stop };
}

/**
 * The ways by which a request goes, each with a process of its own: { name, url, token, pid, stop }. `direct` has no process.
 * A lane may have `takes(case)`, which says what it is measured on, and `share`, the part of the requests that it is sent.
 * Whatever was started is stopped again when one cannot be.
 */
export async function startLanes(upstreamUrl) {
  const direct = { name: 'direct', url: upstreamUrl, token: 'none', pid: null, stop: async () => {} };
  const lanes = [direct];
  try {
    lanes.push({ name: 'floor', token: 'none', ...(await startFloor(upstreamUrl)) });
    for (const [name, target] of Object.entries(targets)) {
      lanes.push({ name, ...(await startSwitchyard(upstreamUrl, target)) });
    }
    return lanes;
  } catch (error) {
    await stopLanes(lanes);
    throw error;
  }
}

export async function stopLanes(lanes) {
  await Promise.all(lanes.map((lane) => lane.stop()));
}

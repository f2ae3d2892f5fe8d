import { setTimeout as wait } from 'node:timers/promises';
import { createBodySeries, makeBody } from './conversation.mjs';
import { runLoad } from './load.mjs';
import { readCpuMs, readMemoryMb } from './process-figures.mjs';
import { median, percentile, ratio } from './statistics.mjs';

/** What a proxy does after its answers (rows to the file) belongs to the requests. In ms. */
const SETTLE_MS = 400;

/**
 * Runs one case on all lanes, in turn within each round, so that what else the machine does meets all of them alike.
 * Resolves with the case and each lane's figures (see summarise).
 */
export async function runCase({ rounds, requests, warmUp, ...place }, lanes) {
  const nextBody = createBodySeries(makeBody(place.bodyKb, { answer: { events: place.events }, wide: place.wide }));
  const cpuBefore = lanes.map(({ pid }) => readCpuMs(pid));
  const runs = lanes.map(() => []);
  const send = (lane, count) => runLoad({ lane, nextBody, connections: place.connections, count });
  const countOf = ({ share = 1 }) => Math.ceil(requests * share);
  for (const lane of lanes) await send(lane, warmUp);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, lane] of lanes.entries()) runs[index].push(await send(lane, countOf(lane)));
  }
  await wait(SETTLE_MS);
  const figures = lanes.map((lane, index) => {
    const cpu = readCpuMs(lane.pid);
    const sent = warmUp + rounds * countOf(lane);
    const cpuMs = cpu === null ? null : (cpu - cpuBefore[index]) / sent;
    return [lane.name, { ...summarise(runs[index]), cpuMs, memoryMb: readMemoryMb(lane.pid) }];
  });
  return { ...place, lanes: addRatios(Object.fromEntries(figures), lanes, runs) };
}

/** p50 and requests a second are medians over the rounds; p99 is of all requests together. Times in ms. */
function summarise(runs) {
  const all = (field) => runs.flatMap(({ times }) => times.map((time) => time[field]));
  const middle = (field) => median(runs.map((run) => middleOf(run, field)).filter((value) => value !== null));
  const errors = runs.flatMap((run) => run.errors);
  return {
    firstTokenP50: middle('firstTokenMs'),
    firstTokenP99: percentile(all('firstTokenMs'), 0.99),
    totalP50: middle('totalMs'),
    totalP99: percentile(all('totalMs'), 0.99),
    requestsPerSecond: median(runs.map(({ times, wallMs }) => (times.length * 1000) / wallMs)),
    requests: all('totalMs').length,
    errors: errors.length,
    ...(errors.length > 0 && { firstError: errors[0] }),
  };
}

function middleOf(run, field) {
  return percentile(
    run.times.map((time) => time[field]),
    0.5,
  );
}

/**
 * Each lane against the floor: first token and CPU, and what it adds to the first token beyond a direct call. Times are
 * compared within each round first: two lanes of one round met the same machine.
 */
function addRatios(figures, lanes, runs) {
  const roundsOf = (name) => runs[lanes.findIndex((lane) => lane.name === name)].map((run) => middleOf(run, 'firstTokenMs'));
  const [direct, floor] = [roundsOf('direct'), roundsOf('floor')];
  for (const { name } of lanes) {
    const own = roundsOf(name);
    const middle = (values) => median(values.filter((value) => value !== null));
    figures[name].firstTokenToFloor = middle(own.map((value, round) => ratio(value, floor[round])));
    figures[name].addedMs = middle(own.map((value, round) => subtract(value, direct[round])));
    figures[name].cpuToFloor = ratio(figures[name].cpuMs, figures.floor.cpuMs);
  }
  for (const { name } of lanes) figures[name].addedToFloor = ratio(figures[name].addedMs, figures.floor.addedMs);
  return figures;
}

function subtract(value, base) {
  return value === null || base === null ? null : value - base;
}

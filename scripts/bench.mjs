#!/usr/bin/env node
// npm run bench [-- --quick --peers --save --ledger]: what Switchyard costs on both lanes, beside a direct call and the least that a Node
// proxy can do, and how quickly a large ledger answers, in one run; --ledger measures the ledger alone. docs/performance.md says how it measures and what came out.
import os from 'node:os';
import { parseArgs } from 'node:util';
import { plans } from './bench/cases.mjs';
import { createBodySeries, makeBody } from './bench/conversation.mjs';
import { startLanes, startUpstream, stopLanes } from './bench/lanes.mjs';
import { runLoad } from './bench/load.mjs';
import { startPeers } from './bench/peers.mjs';
import { describeLedger, describeResult, roundFigures } from './bench/report.mjs';
import { keptFile, lastFile, readKept, writeResult } from './bench/results-file.mjs';
import { runCase } from './bench/run-case.mjs';
import { runConversation } from './bench/run-conversation.mjs';
import { runDelay } from './bench/run-delay.mjs';
import { runLedger } from './bench/run-ledger.mjs';
import { runMemory } from './bench/run-memory.mjs';
import { judgeLedgerTargets, judgeTargets } from './bench/targets.mjs';
import { prepareHeadless } from './setup/prepare.mjs';
import { SetupError } from './setup/setup-error.mjs';
import { runEntry, runStep } from './setup/steps.mjs';

const HELP = 'Usage: npm run bench -- [--quick] [--peers] [--save] [--ledger]';

function readFlags() {
  const options = {
    quick: { type: 'boolean' },
    peers: { type: 'boolean' },
    save: { type: 'boolean' },
    ledger: { type: 'boolean' },
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new SetupError(error.message, HELP);
  }
}

/** Code that has just started is slower than code that has run for a while, in every lane. */
async function warmUp(lanes, requests) {
  const nextBody = createBodySeries(makeBody(20, { answer: { events: 200 } }));
  for (const lane of lanes) {
    const { errors } = await runLoad({ lane, nextBody, connections: 1, count: requests });
    if (errors.length > 0) throw new Error(`The lane ${lane.name} fails: ${errors[0]}`);
  }
}

async function measureCases(plan, lanes) {
  const results = [];
  for (const place of plan.cases) {
    const { bodyKb, connections, events } = place;
    await runStep(`${bodyKb} KB x ${connections}`, async () => {
      results.push(
        await runCase(
          place,
          lanes.filter(({ takes }) => takes?.(place) ?? true),
        ),
      );
      return `${events} events`;
    });
  }
  return results;
}

async function measureLedger(plan) {
  let ledger;
  await runStep('ledger', async () => ((ledger = await runLedger(plan.ledger)), `${plan.ledger.exchanges} exchanges`));
  return ledger;
}

async function measure(plan, upstreamUrl, { lanes, peers }) {
  let conversation;
  let delay;
  let memory;
  await runStep(
    'warm-up',
    async () => (await warmUp([...lanes, ...peers], plan.warmUpRequests), `${plan.warmUpRequests} requests a lane`),
  );
  const cases = await measureCases(plan, [...lanes, ...peers]);
  await runStep(
    'conversation',
    async () => ((conversation = await runConversation(plan.conversation, lanes)), `${plan.conversation.turns} turns`),
  );
  await runStep('delay', async () => ((delay = await runDelay(plan.delay, lanes)), `${plan.delay.connections} streams`));
  const ledger = await measureLedger(plan);
  await runStep('memory', async () => ((memory = await runMemory(plan.memory, upstreamUrl)), `${plan.memory.requests} requests`));
  return { cases, conversation, delay, memory, ledger };
}

function describeMachine() {
  const gigabytes = Math.round(os.totalmem() / 1024 ** 3);
  const platform = `${process.platform} ${process.arch}`;
  return { cpu: os.cpus()[0].model.trim(), cores: os.cpus().length, memoryGb: gigabytes, platform, node: process.versions.node };
}

async function bench() {
  const flags = readFlags();
  const plan = flags.quick ? plans.quick : plans.full;
  if (flags.ledger) return benchLedger(plan, flags);
  await prepareHeadless();
  const loadBefore = os.loadavg()[0];
  const upstream = await startUpstream();
  let lanes = [];
  let peers = { lanes: [], notes: [] };
  try {
    lanes = await startLanes(upstream.url);
    if (flags.peers)
      await runStep('peers', async () => ((peers = await startPeers(upstream.url)), `${peers.lanes.length} lanes`));
    const measured = await measure(plan, upstream.url, { lanes, peers: peers.lanes });
    const machine = { ...describeMachine(), loadBefore, loadAfter: os.loadavg()[0] };
    const result = { measuredAt: new Date().toISOString().slice(0, 10), quick: flags.quick === true, machine, ...measured };
    await report({ ...result, targets: judgeTargets(result), notes: peers.notes }, flags);
  } finally {
    await stopLanes([...lanes, ...peers.lanes]);
    await upstream.stop();
  }
}

/** With --save its figures go into the kept result, beside those of the last whole run. */
async function benchLedger(plan, { save }) {
  const loadBefore = os.loadavg()[0];
  const ledger = roundFigures(await measureLedger(plan));
  const machine = { ...describeMachine(), loadBefore, loadAfter: os.loadavg()[0] };
  console.log(`\n${describeLedger({ machine, ledger, targets: judgeLedgerTargets({ ledger }) })}`);
  if (!save) return;
  const kept = { ...readKept(), ledger };
  await writeResult(keptFile, { ...kept, targets: roundFigures(judgeTargets(kept)) });
  console.log(`Kept: ${keptFile}`);
}

async function report(result, { save }) {
  const rounded = roundFigures(result);
  console.log(`\n${describeResult(rounded, readKept())}`);
  await writeResult(lastFile, rounded);
  console.log(`JSON: ${lastFile}`);
  if (!save) return;
  await writeResult(keptFile, rounded);
  console.log(`Kept: ${keptFile}`);
}

// The processes and folders of the run go with it, however it ends.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
await runEntry(bench);

#!/usr/bin/env node
// npm run ledger:generate -- --out ledger.db [--exchanges 1000000 --bodies 0 --seed 1 --end 2026-11-30]: a made-up year of work as a ledger, for measuring and for
// looking at the screens with. The same arguments give the same ledger.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { SetupError } from '../setup/setup-error.mjs';
import { runEntry } from '../setup/steps.mjs';
import { writeHistory } from './write-history.mjs';

const HELP = 'Usage: npm run ledger:generate -- --out FILE [--exchanges 1000000] [--bodies 0] [--seed 1] [--end YYYY-MM-DD]';

function readFlags() {
  const options = {
    out: { type: 'string' },
    exchanges: { type: 'string', default: '1000000' },
    bodies: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    end: { type: 'string' },
  };
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new SetupError(error.message, HELP);
  }
}

async function generate() {
  const { out, exchanges, bodies, seed, end } = readFlags();
  if (out === undefined) throw new SetupError('It needs a file to write.', HELP);
  if (fs.existsSync(out)) throw new SetupError(`${out} is there already.`, 'Name another file, or move it away.');
  const history = {
    exchanges: Number(exchanges),
    bodies: Number(bodies),
    seed: Number(seed),
    end: end === undefined ? Date.now() : Date.parse(end),
  };
  if (Object.values(history).some(Number.isNaN)) throw new SetupError('A number or the date is none.', HELP);
  const { rows, rowsPerSecond } = await writeHistory(out, history);
  console.log(`${out}: ${rows} exchanges, ${Math.round(fs.statSync(out).size / 1e6)} MB, ${rowsPerSecond} rows a second`);
}

await runEntry(generate);

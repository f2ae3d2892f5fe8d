import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parsePmset, readBattery, readPowerSupplies } from './read-battery';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-power-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Writes what Linux says of each supply. */
function setUp(supplies: Record<string, Record<string, string>>): void {
  for (const [name, entries] of Object.entries(supplies)) {
    mkdirSync(join(folder, name));
    for (const [entry, text] of Object.entries(entries)) writeFileSync(join(folder, name, entry), `${text}\n`);
  }
}

const BATTERY = { type: 'Battery', status: 'Discharging', scope: 'System' };

describe('on Linux', () => {
  it.each<[string, boolean, Record<string, Record<string, string>>]>([
    ['a notebook off the plug', true, { AC: { type: 'Mains', online: '0' }, BAT0: BATTERY }],
    ['a notebook at the plug', false, { AC: { type: 'Mains', online: '1' }, BAT0: { ...BATTERY, status: 'Charging' } }],
    ['one that empties at a weak plug', false, { 'ucsi-1': { type: 'USB', online: '1' }, BAT0: BATTERY }],
    [
      'one of whose two batteries one works',
      true,
      { BAT0: { ...BATTERY, status: 'Not charging' }, BAT1: { type: 'Battery', status: 'Discharging' } },
    ],
    ['a desktop with the battery of a mouse', false, { hidpp_0: { ...BATTERY, scope: 'Device' } }],
    ['a desktop', false, {}],
  ])('%s: on battery is %s', async (_machine, onBattery, supplies) => {
    setUp(supplies);
    expect(await readPowerSupplies(folder)).toBe(onBattery);
  });

  it('a machine that does not tell is refused', async () => {
    await expect(readPowerSupplies(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

it('on macOS is told by pmset', () => {
  expect(parsePmset("Now drawing from 'Battery Power'\n -InternalBattery-0 (id=1)\t55%; discharging; 3:10 remaining\n")).toBe(
    true,
  );
  expect(parsePmset("Now drawing from 'AC Power'\n")).toBe(false);
  expect(parsePmset('No batteries.')).toBeNull();
});

it('is unknown on a system that has no cheap way to tell', async () => expect(await readBattery('win32')).toBeNull());

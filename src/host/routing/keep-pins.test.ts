import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Pin } from '../../shared/model/pin';
import { keepPins } from './keep-pins';

let folder: string;
let file: string;
let now: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-pins-'));
  file = join(folder, 'pins.json');
  now = 1_000;
});
afterEach(() => rmSync(folder, { recursive: true }));

const keep = () => keepPins(file, () => now);
const session: Pin['scope'] = { kind: 'session', sessionId: 'session-1' };
const pinTo = (target: string, scope: Pin['scope'] = session, until: number | null = null): Pin => ({ scope, target, until });

it('keeps pins over a restart', async () => {
  await keep().put(pinTo('up/m'));
  expect(keep().list()).toEqual([pinTo('up/m')]);
});

it('has one for each session and each route: the latest', async () => {
  const pins = keep();
  const route = { kind: 'route' as const, route: 'think' as const };
  await pins.put(pinTo('up/first'));
  await pins.put(pinTo('up/think', route));
  await pins.put(pinTo('up/second'));
  expect(pins.list()).toEqual([pinTo('up/think', route), pinTo('up/second')]);
  await pins.remove(session);
  expect(pins.list()).toEqual([pinTo('up/think', route)]);
});

it('forgets those whose time is over', async () => {
  const pins = keep();
  await pins.put(pinTo('up/m', session, 2_000));
  expect(pins.list()).toHaveLength(1);
  now = 2_000;
  expect(pins.list()).toEqual([]);
  await pins.put(pinTo('up/m', { kind: 'session', sessionId: 'session-2' }));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(1);
});

it('begins anew where the file is none of ours', () => {
  writeFileSync(file, '{"a": 1');
  expect(keep().list()).toEqual([]);
  writeFileSync(file, '[{"target": "nonsense"}]');
  expect(keep().list()).toEqual([]);
});

it('holds a pin that can’t be written, and says so', async () => {
  mkdirSync(file);
  const pins = keep();
  await expect(pins.put(pinTo('up/m'))).rejects.toMatchObject({ code: 'pins-unwritable' });
  expect(pins.list()).toEqual([pinTo('up/m')]);
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAppStateFile } from './app-state-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'switchyard-state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const fresh = { firstRunDone: false, closingSaid: false, windowBounds: null, windowMaximised: false };

describe('the state file', () => {
  it('is a fresh start when there is none', () => {
    expect(openAppStateFile(folder).read()).toEqual(fresh);
  });

  it('keeps a change for the next start', () => {
    openAppStateFile(folder).update({ firstRunDone: true, windowBounds: { x: 1, y: 2, width: 900, height: 600 } });
    expect(openAppStateFile(folder).read()).toEqual({
      ...fresh,
      firstRunDone: true,
      windowBounds: { x: 1, y: 2, width: 900, height: 600 },
    });
  });

  it.each(['', '{"firstRunDone": tr', '[]', '"text"', 'null'])('is a fresh start when the file holds %j', (text) => {
    writeFileSync(path.join(folder, 'state.json'), text);
    expect(openAppStateFile(folder).read()).toEqual(fresh);
  });

  it('loses only the part that is broken', () => {
    writeFileSync(path.join(folder, 'state.json'), '{"closingSaid": true, "windowBounds": {"x": "left"}}');
    expect(openAppStateFile(folder).read()).toEqual({ ...fresh, closingSaid: true });
  });

  it('goes on when the file cannot be written', () => {
    writeFileSync(path.join(folder, 'file'), '');
    const state = openAppStateFile(path.join(folder, 'file'));
    state.update({ closingSaid: true });
    expect(state.read().closingSaid).toBe(true);
    expect(readFileSync(path.join(folder, 'file'), 'utf8')).toBe('');
  });
});

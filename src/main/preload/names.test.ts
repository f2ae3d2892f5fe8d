import { describe, expect, it } from 'vitest';
import { calls, events } from '../../shared/ipc/contract';
import { isCallName, isEventName } from './names';

describe('the names that the window may use', () => {
  it('are those of the contract', () => {
    expect(Object.keys(calls).filter((name) => !isCallName(name))).toEqual([]);
    expect(Object.keys(events).filter((name) => !isEventName(name))).toEqual([]);
  });

  it.each(['', 'app.states', 'toString', '__proto__', 'ELECTRON_BROWSER_CONTEXT'])('do not include %j', (name) => {
    expect(isCallName(name)).toBe(false);
    expect(isEventName(name)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { fitBounds } from './fit-bounds';

const screen = { x: 0, y: 0, width: 1920, height: 1040 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('fitBounds', () => {
  it('has nothing to fit before the window was first closed', () => {
    expect(fitBounds(null, [screen])).toBeNull();
  });

  it('keeps a place on the second screen while that screen is there', () => {
    const bounds = { x: 2000, y: 50, width: 1000, height: 700 };
    expect(fitBounds(bounds, [screen, second])).toBe(bounds);
    expect(fitBounds(bounds, [screen])).toBeNull();
  });

  it('keeps a window that hangs over an edge, but not one that only touches it', () => {
    expect(fitBounds({ x: 1700, y: 900, width: 1000, height: 700 }, [screen])).not.toBeNull();
    expect(fitBounds({ x: 1900, y: 900, width: 1000, height: 700 }, [screen])).toBeNull();
  });

  it('gives up a window whose title bar is above the screen', () => {
    expect(fitBounds({ x: 10, y: -400, width: 1000, height: 700 }, [screen])).toBeNull();
  });
});

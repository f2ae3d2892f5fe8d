import { expect, it } from 'vitest';
import { hasDisplay } from './display.mjs';

it('finds a display on Linux only where X11 or Wayland has one', () => {
  expect(hasDisplay({}, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: '' }, 'linux')).toBe(false);
  expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
});

it('takes it for granted elsewhere', () => {
  expect(hasDisplay({}, 'darwin')).toBe(true);
});

import { describe, expect, it } from 'vitest';
import { findTrayHost } from './tray-host';

const unreachable = { PATH: process.env['PATH'], DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };

describe('findTrayHost', () => {
  it('knows that Windows and macOS always have one', async () => {
    expect(await findTrayHost('win32', {})).toBe(true);
    expect(await findTrayHost('darwin', {})).toBe(true);
  });

  it('finds none where neither a bus nor a display can be reached', async () => {
    expect(await findTrayHost('linux', unreachable)).toBe(false);
    expect(await findTrayHost('linux', { ...unreachable, DISPLAY: ':4079' })).toBe(false);
  });
});

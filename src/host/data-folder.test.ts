import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findDataFolder } from './data-folder';

describe('the data folder', () => {
  it('is where SWITCHYARD_HOME says, made absolute', () => {
    expect(findDataFolder({ SWITCHYARD_HOME: 'some/where' }, 'linux', '/home/ada')).toBe(resolve('some/where'));
  });

  it.each([
    ['linux', {}, '/home/ada', '/home/ada/.config/Switchyard'],
    ['linux', { XDG_CONFIG_HOME: '/etc/ada' }, '/home/ada', '/etc/ada/Switchyard'],
    ['linux', { XDG_CONFIG_HOME: 'relative', SWITCHYARD_HOME: '' }, '/home/ada', '/home/ada/.config/Switchyard'],
    ['darwin', {}, '/Users/ada', '/Users/ada/Library/Application Support/Switchyard'],
    ['win32', { APPDATA: 'C:\\Users\\ada\\AppData\\Roaming' }, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\Switchyard'],
    ['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Roaming\\Switchyard'],
  ] as const)('is on %s with %o the place for an app’s data', (platform, environment, home, expected) => {
    expect(findDataFolder(environment, platform, home)).toBe(expected);
  });
});

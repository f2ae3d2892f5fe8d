import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ProxyState } from '../../shared/model/proxy-status';
import { chooseTrayGlyph, isPanelDark, listTrayIconFiles } from './tray-icon';

describe('the tray icon', () => {
  it('has four shapes for the five states', () => {
    expect(new Set(ProxyState.options.map(chooseTrayGlyph))).toEqual(new Set(['on', 'paused', 'stopped', 'fault']));
    expect(chooseTrayGlyph('starting')).toBe('stopped');
  });

  it('has a file for every state, system and panel', () => {
    const files = (['darwin', 'win32', 'linux'] as const).flatMap((platform) =>
      [true, false].flatMap((dark) =>
        ProxyState.options.flatMap((state) => listTrayIconFiles(chooseTrayGlyph(state), platform, dark)),
      ),
    );
    const folder = path.join(import.meta.dirname, '../../../assets/tray');
    expect(files.filter(({ name }) => !existsSync(path.join(folder, name)))).toEqual([]);
  });

  it('is a template image on macOS, whatever the theme', () => {
    expect(listTrayIconFiles('on', 'darwin', true)).toEqual(listTrayIconFiles('on', 'darwin', false));
    expect(listTrayIconFiles('on', 'darwin', true)[0]?.name).toBe('onTemplate.png');
  });

  it('is light on the dark panel of GNOME under a light theme', () => {
    expect(isPanelDark(false, 'ubuntu:GNOME')).toBe(true);
    expect(isPanelDark(false, 'KDE')).toBe(false);
    expect(isPanelDark(false, undefined)).toBe(false);
    expect(isPanelDark(true, undefined)).toBe(true);
  });
});

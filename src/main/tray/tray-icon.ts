import type { ProxyState } from '../../shared/model/proxy-status';

/** The four shapes of the tray icon. */
export type TrayGlyph = 'on' | 'paused' | 'stopped' | 'fault';

/** Starting shows the buffer stop: nothing is routed yet, and it lasts a moment. */
const GLYPHS: Record<ProxyState, TrayGlyph> = {
  starting: 'stopped',
  on: 'on',
  paused: 'paused',
  stopped: 'stopped',
  fault: 'fault',
};

/** Which shape stands for a state of the proxy. */
export function chooseTrayGlyph(state: ProxyState): TrayGlyph {
  return GLYPHS[state];
}

export interface TrayIconFile {
  name: string;
  /** How many of the icon's pixels make one of the panel's. */
  scaleFactor: number;
}

/**
 * The files for one icon. macOS colours a template image itself. Windows draws 16, and 32 on a dense screen. Linux panels are
 * about 22 high.
 */
export function listTrayIconFiles(glyph: TrayGlyph, platform: NodeJS.Platform, darkPanel: boolean): TrayIconFile[] {
  if (platform === 'darwin') {
    return [
      { name: `${glyph}Template.png`, scaleFactor: 1 },
      { name: `${glyph}Template@2x.png`, scaleFactor: 2 },
    ];
  }
  const set = `${glyph}-${darkPanel ? 'dark' : 'light'}`;
  const base = platform === 'win32' ? 16 : 22;
  return [
    { name: `${set}-${base}.png`, scaleFactor: 1 },
    { name: `${set}-32.png`, scaleFactor: 32 / base },
  ];
}

/** GNOME's panel is dark whatever the theme; elsewhere the panel goes with the theme. `desktop` is XDG_CURRENT_DESKTOP. */
export function isPanelDark(darkTheme: boolean, desktop: string | undefined): boolean {
  return darkTheme || (desktop ?? '').split(':').includes('GNOME');
}

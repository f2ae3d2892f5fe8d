import { nativeTheme } from 'electron';
import type { Theme } from '../../shared/config/config-schema';

/**
 * Has the system's own parts (title bar, menus) follow the chosen theme. Not on Linux: there the window manager draws them, and
 * the tray icon could no longer tell what the panel looks like.
 */
export function applyTheme(theme: Theme): void {
  if (process.platform !== 'linux') nativeTheme.themeSource = theme;
}

/** Whether the page is dark under the chosen theme. */
export function isPageDark(theme: Theme): boolean {
  return theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark';
}

/** Whether the system itself is dark, whatever theme was chosen for the app. */
export function isSystemDark(): boolean {
  // Windows tells the taskbar's theme apart; runtimes before Electron 35 or so don't have it.
  const panel: boolean | undefined = nativeTheme.shouldUseDarkColorsForSystemIntegratedUI;
  return panel ?? nativeTheme.shouldUseDarkColors;
}

import path from 'node:path';
import { BrowserWindow, nativeTheme, screen, type WebFrameMain } from 'electron';
import type { Theme } from '../../shared/config/config-schema';
import type { EventName, EventPayload } from '../../shared/ipc/contract';
import type { AppStateFile } from '../app-state-file';
import { broadcast } from '../ipc/broadcast';
import { findPageAddress, isOurPage } from './app-address';
import { fitBounds } from './fit-bounds';
import { isPageDark } from './theme';

/** `--bg` of the renderer's tokens.css, so that nothing flashes before the first paint. */
const BACKGROUND = { light: '#ffffff', dark: '#14171a' };

export interface MainWindow {
  /** Shows the window and gives it focus; makes it when there is none. */
  open(): void;
  /** Leaves the screen: into the tray, or the taskbar when there is no tray to come back from. */
  hide(into: 'tray' | 'taskbar'): void;
  isVisible(): boolean;
  /** Sends an event to the page; nothing happens while there is none. */
  send<N extends EventName>(name: N, payload: EventPayload<N>): void;
  /** True for the main frame of this window, on our own page. */
  owns(frame: WebFrameMain | null): boolean;
  rememberBounds(): void;
}

/** A page that fails sooner than this, in milliseconds, would only fail again. */
const REOPEN_AFTER_MS = 10_000;

/** `close` decides what closing by the user does; the window itself never goes away by it. */
export function createMainWindow(stateFile: AppStateFile, theme: () => Theme, close: () => void): MainWindow {
  let window: BrowserWindow | null = null;

  nativeTheme.on('updated', () => window?.setBackgroundColor(chooseBackground(theme())));

  const rememberBounds = () => {
    if (window === null) return;
    stateFile.update({ windowBounds: window.getNormalBounds(), windowMaximised: window.isMaximized() });
  };

  const make = () => {
    const made = buildWindow(stateFile, chooseBackground(theme()));
    made.on('close', (event) => {
      event.preventDefault();
      rememberBounds();
      close();
    });
    made.on('closed', () => {
      window = null;
    });
    const madeAt = Date.now();
    made.webContents.on('render-process-gone', () => {
      // At the end of the app the window goes before its page does.
      if (made.isDestroyed()) return;
      const wasSeen = made.isVisible();
      made.destroy();
      if (wasSeen && Date.now() - madeAt > REOPEN_AFTER_MS) open();
    });
    return made;
  };

  const open = () => {
    if (window === null) {
      window = make();
      return;
    }
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  };

  return {
    open,
    hide(into) {
      if (into === 'tray') window?.hide();
      else window?.minimize();
    },
    isVisible: () => window !== null && window.isVisible() && !window.isMinimized(),
    send(name, payload) {
      if (window !== null) broadcast(window.webContents, name, payload);
    },
    owns: (frame) => frame !== null && frame === window?.webContents.mainFrame && isOurPage(frame.url),
    rememberBounds,
  };
}

function buildWindow(stateFile: AppStateFile, backgroundColor: string): BrowserWindow {
  const { windowBounds, windowMaximised } = stateFile.read();
  const place = fitBounds(
    windowBounds,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...place,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Switchyard',
    icon: path.join(import.meta.dirname, '../../assets/icon.png'),
    backgroundColor,
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
    },
  });
  // The menu is there for its shortcuts; the bar would be a second title.
  window.setMenuBarVisibility(false);
  window.once('ready-to-show', () => {
    if (windowMaximised) window.maximize();
    window.show();
  });
  void window.loadURL(findPageAddress());
  return window;
}

function chooseBackground(theme: Theme): string {
  return isPageDark(theme) ? BACKGROUND.dark : BACKGROUND.light;
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray, type NativeImage } from 'electron';
import type { TrayClick } from '../../shared/config/config-schema';
import type { ProxyStatus } from '../../shared/model/proxy-status';
import { isSystemDark } from '../windows/theme';
import { describeTray } from './describe-tray';
import { buildTrayMenu, type TrayActions } from './tray-menu';
import { chooseTrayGlyph, isPanelDark, listTrayIconFiles, type TrayIconFile } from './tray-icon';
import type { TrayView } from './tray-view';

const ICONS = path.join(import.meta.dirname, '../../assets/tray');

/**
 * Milliseconds between two menus of one state. On Linux a menu that is set closes the one that is open, and nothing tells that
 * one is; so figures may wait, while a change of state may not.
 */
const MENU_INTERVAL_MS = 60_000;

// Kept here for the life of the process, or the garbage collector would take the icon off the panel.
let tray: Tray | null = null;

export interface TrayIcon {
  /** Draws the state anew; cheap when nothing has changed. */
  update(): void;
  remove(): void;
}

/** Puts the icon on the panel. `view` and `trayClick` are asked at every update and click. */
export function showTray(view: () => TrayView, trayClick: () => TrayClick, actions: TrayActions): TrayIcon {
  tray = new Tray(nativeImage.createEmpty());
  let shownIcon = '';
  let shownMenu = '';
  let shownStatus = '';
  let waiting: NodeJS.Timeout | null = null;

  const update = () => {
    if (tray === null) return;
    const now = view();
    tray.setToolTip(describeTray(now));
    const icon = listTrayIconFiles(chooseTrayGlyph(now.status.state), process.platform, hasDarkPanel());
    if (JSON.stringify(icon) !== shownIcon) tray.setImage(loadIcon(icon));
    shownIcon = JSON.stringify(icon);

    const template = buildTrayMenu(now, actions);
    const [menu, status] = [JSON.stringify(template), JSON.stringify([now.status, now.pauseTarget])];
    if (menu === shownMenu || (waiting !== null && status === shownStatus)) return;
    [shownMenu, shownStatus] = [menu, status];
    tray.setContextMenu(Menu.buildFromTemplate(template));
    waiting ??= setTimeout(() => {
      waiting = null;
      update();
    }, MENU_INTERVAL_MS);
  };

  tray.on('click', () => answerClick(view().status, trayClick(), actions));
  nativeTheme.on('updated', update);
  update();
  return {
    update,
    remove() {
      tray?.destroy();
      tray = null;
    },
  };
}

function answerClick(status: ProxyStatus, trayClick: TrayClick, actions: TrayActions): void {
  if (trayClick === 'open-window') actions.openWindow();
  else if (status.state === 'on' || status.state === 'paused') actions.stop();
  else if (status.state !== 'starting') actions.start();
}

function hasDarkPanel(): boolean {
  return isPanelDark(isSystemDark(), process.env['XDG_CURRENT_DESKTOP']);
}

function loadIcon(files: TrayIconFile[]): NativeImage {
  const image = nativeImage.createEmpty();
  for (const { name, scaleFactor } of files)
    image.addRepresentation({ scaleFactor, buffer: readFileSync(path.join(ICONS, name)) });
  if (process.platform === 'darwin') image.setTemplateImage(true);
  return image;
}

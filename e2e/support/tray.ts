import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'playwright/test';
import { startChild, type Child } from './child';

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A panel with a tray on the test display, and the hand that clicks in it. */
export interface Tray {
  /** Left click on the icon. */
  click(): Promise<void>;
  /** Opens the menu by a right click and picks its n-th enabled item, counted from 1. */
  choose(item: number): Promise<void>;
  /** The icon as it is on the screen, as PNG bytes. */
  photograph(): Promise<Buffer>;
  stop(): Promise<void>;
}

export function startTray(): Tray {
  const panel: Child = startChild(
    'trayer',
    ['--edge', 'bottom', '--align', 'right', '--height', '32', '--widthtype', 'request', '--tint', '0xffffff'],
    'ignore',
  );
  return {
    async click() {
      const { x, y, width, height } = await waitForIcon();
      xdotool('mousemove', String(x + width / 2), String(y + height / 2), 'click', '1');
    },
    async choose(item) {
      const { x, y, width, height } = await waitForIcon();
      xdotool('mousemove', String(x + width / 2), String(y + height / 2), 'click', '3');
      await expect.poll(findMenu).not.toBeNull();
      xdotool('key', '--delay', '60', ...Array<string>(item).fill('Down'), 'Return');
      await expect.poll(findMenu).toBeNull();
    },
    async photograph() {
      const { x, y, width, height } = await waitForIcon();
      const file = path.join(os.tmpdir(), `switchyard-icon-${process.pid}.png`);
      execFileSync('scrot', ['--overwrite', '--autoselect', [x, y, width, height].join(','), file]);
      const picture = readFileSync(file);
      rmSync(file);
      return picture;
    },
    stop: () => panel.stop(),
  };
}

/**
 * Where the icon is once it rests. While the panel takes it in, its window is seen, goes and comes back elsewhere:
 * a place counts when two looks in a row find it there.
 */
async function waitForIcon(): Promise<Place> {
  let place = findIcon();
  const rests = () => {
    const before = place;
    place = findIcon();
    return place !== null && isDeepStrictEqual(place, before);
  };
  await expect.poll(rests, { message: 'the icon rests on the panel' }).toBe(true);
  return place as Place;
}

function xdotool(...args: string[]): string {
  return execFileSync('xdotool', args, { encoding: 'utf8' });
}

/** Electron's windows on the display, hidden ones left out. */
function listWindows(): Place[] {
  const found = spawnSync('xdotool', ['search', '--onlyvisible', '--class', '^(electron|switchyard)$'], { encoding: 'utf8' });
  return found.stdout.split('\n').filter(Boolean).flatMap(measure);
}

function measure(id: string): Place[] {
  const output = spawnSync('xdotool', ['getwindowgeometry', '--shell', id], { encoding: 'utf8' });
  // A window may go between the search and the look.
  if (output.status !== 0) return [];
  const value = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(output.stdout)?.[1]);
  return [{ x: value('X'), y: value('Y'), width: value('WIDTH'), height: value('HEIGHT') }];
}

/** The icon's window: small, and inside the panel at the bottom. */
function findIcon(): Place | null {
  return listWindows().find(({ y, width, height }) => y >= 760 && width <= 40 && height <= 40) ?? null;
}

/** The open menu's window: neither the icon nor the main window. */
function findMenu(): Place | null {
  return listWindows().find(({ width, height }) => width > 60 && width < 500 && height > 60 && height < 500) ?? null;
}

import path from 'node:path';
import { expect, type Page } from 'playwright/test';
import { askApp } from './ask-app';
import type { App } from './launch-app';

const FOLDER = path.resolve(import.meta.dirname, '../../screenshots');
const THEMES = ['light', 'dark'] as const;

/** Takes a picture of the window as it stands, in both themes. */
export async function takePictures(app: App, page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await askApp(app, 'appearance.save', { theme, trayClick: 'open-window' });
    await expect(page.locator(`html[data-theme=${theme}]`)).toHaveCount(1);
    await page.screenshot({ path: path.join(FOLDER, `${name}-${theme}.png`), animations: 'disabled' });
  }
}

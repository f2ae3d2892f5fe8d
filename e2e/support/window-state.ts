import type { Page } from 'playwright/test';
import type { App } from './launch-app';

export interface WindowState {
  visible: boolean;
  minimised: boolean;
  focused: boolean;
}

/**
 * Playwright asks the main process through V8's debugger, and a collection of garbage while an answer is on its way loses the answer,
 * though the question was carried out. Chromium collects whenever a window goes away.
 */
function isLostAnswer(error: unknown): boolean {
  return error instanceof Error && error.message.includes('Resulting promise was garbage collected');
}

/** Asks as often as an answer is lost: only for what may be asked twice. */
async function ask<T>(question: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await question();
    } catch (error) {
      if (!isLostAnswer(error)) throw error;
    }
  }
}

/** How the page's window stands. */
export async function readWindow(app: App, page: Page): Promise<WindowState> {
  const window = await ask(() => app.electron.browserWindow(page));
  return ask(() =>
    window.evaluate((shown) => ({ visible: shown.isVisible(), minimised: shown.isMinimized(), focused: shown.isFocused() })),
  );
}

/** Closes or minimises the window as the buttons in its title bar do. */
export async function pressWindowButton(app: App, page: Page, button: 'close' | 'minimize'): Promise<void> {
  const window = await ask(() => app.electron.browserWindow(page));
  await window
    .evaluate((shown, name) => shown[name](), button)
    .catch((error: unknown) => {
      if (!isLostAnswer(error)) throw error;
    });
}

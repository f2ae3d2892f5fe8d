import { app } from 'electron';

/** The window's own scheme and host; nothing else is ever loaded in the built app. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'switchyard';

/** Where the window's page is: our own scheme, or in development the address of Vite's server. */
export function findPageAddress(): string {
  const development = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  return development ?? `${APP_SCHEME}://${APP_HOST}/index.html`;
}

/** True for an address with the same scheme, host and port as our page. */
export function isOurPage(address: string): boolean {
  try {
    const [given, ours] = [new URL(address), new URL(findPageAddress())];
    return given.protocol === ours.protocol && given.host === ours.host;
  } catch {
    return false;
  }
}

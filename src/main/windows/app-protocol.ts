import path from 'node:path';
import { protocol } from 'electron';
import { APP_HOST, APP_SCHEME } from './app-address';
import { readPageFile } from './read-page-file';

/** Makes `app:` a standard, secure scheme, so that its pages have an origin. Must run before the app is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built window from `out/renderer` at `app://switchyard/`. */
export function serveAppScheme(): void {
  const folder = path.join(import.meta.dirname, '../renderer');
  protocol.handle(APP_SCHEME, (request) =>
    new URL(request.url).host === APP_HOST && request.method === 'GET'
      ? readPageFile(folder, request.url)
      : new Response('Only the app itself is served here.', { status: 404 }),
  );
}

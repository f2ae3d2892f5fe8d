import { readFile } from 'node:fs/promises';
import path from 'node:path';

const CONTENT_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** No inline script or style, no eval, and nothing from anywhere but the app itself. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Answers a request of the window for one of its files in `folder`: 200, 403 for a path that leads out of it, or 404. */
export async function readPageFile(folder: string, address: string): Promise<Response> {
  const file = findFile(folder, address);
  if (file === null) return new Response('This path leads out of the app.', { status: 403 });
  try {
    const body = await readFile(file);
    return new Response(body, {
      headers: {
        'content-type': CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream',
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
      },
    });
  } catch {
    return new Response('There is no such file in the app.', { status: 404 });
  }
}

function findFile(folder: string, address: string): string | null {
  try {
    const name = decodeURIComponent(new URL(address).pathname);
    if (name.includes('\0')) return null;
    const file = path.join(folder, name === '/' ? 'index.html' : name);
    return file.startsWith(folder + path.sep) ? file : null;
  } catch {
    return null;
  }
}

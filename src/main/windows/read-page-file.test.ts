import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPageFile } from './read-page-file';

let base: string;
let folder: string;
beforeAll(() => {
  base = mkdtempSync(path.join(os.tmpdir(), 'switchyard-page-'));
  folder = path.join(base, 'renderer');
  mkdirSync(path.join(folder, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'index.html'), '<title>Switchyard</title>');
  writeFileSync(path.join(folder, 'assets', 'a b.js'), 'export {}');
  writeFileSync(path.join(base, 'secret.txt'), 'not for the window');
  mkdirSync(path.join(base, 'renderer-other'));
  writeFileSync(path.join(base, 'renderer-other', 'x.js'), 'not for the window');
});
afterAll(() => rmSync(base, { recursive: true }));

describe('readPageFile', () => {
  it('serves the page with a policy that allows nothing inline', async () => {
    const reply = await readPageFile(folder, 'app://switchyard/');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = reply.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(await reply.text()).toContain('Switchyard');
  });

  it('serves a script by its type, with a query and an escaped name', async () => {
    const reply = await readPageFile(folder, 'app://switchyard/assets/a%20b.js?v=1#x');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each(['%2e%2e/secret.txt', '..%2fsecret.txt', '%2e%2e%2frenderer-other/x.js', 'a%00.js', '%E0%A4%A'])(
    'refuses %s',
    async (name) => {
      const reply = await readPageFile(folder, `app://switchyard/${name}`);
      expect(reply.status).not.toBe(200);
      expect(await reply.text()).not.toContain('not for the window');
    },
  );

  it('says that a file is missing', async () => {
    expect((await readPageFile(folder, 'app://switchyard/none.js')).status).toBe(404);
    expect((await readPageFile(folder, 'app://switchyard/assets')).status).toBe(404);
  });
});

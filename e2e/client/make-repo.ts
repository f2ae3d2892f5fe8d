import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A picture of one red dot, in base64. */
export const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** Makes a Git repository in a temporary folder: one commit, with a program and a picture. */
export function makeRepo(): string {
  const repo = mkdtempSync(path.join(os.tmpdir(), 'switchyard-repo-'));
  writeFileSync(path.join(repo, 'hello.py'), 'print("Hello")\n');
  writeFileSync(path.join(repo, 'dot.png'), Buffer.from(PICTURE, 'base64'));
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    ['-c', 'user.name=Story', '-c', 'user.email=story@localhost', 'commit', '--quiet', '-m', 'Say hello'],
  ]) {
    execFileSync('git', args, { cwd: repo });
  }
  return repo;
}

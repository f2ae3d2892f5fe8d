import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A new folder that is gone when remove() is called, or when this process ends: { folder, remove }. */
export function makeTemporaryFolder(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `switchyard-${name}-`));
  const remove = () => {
    process.off('exit', remove);
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  process.on('exit', remove);
  return { folder, remove };
}

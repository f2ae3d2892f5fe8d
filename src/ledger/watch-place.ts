import { statSync } from 'node:fs';
import { FileGone } from './damage';

/**
 * Makes a function that throws {@link FileGone} when the file at this path is another than it was now: deleted, replaced, or its
 * folder gone. SQLite would go on writing into a file that has no name any more. Costs some microseconds a call.
 */
export function watchPlace(file: string): () => void {
  const before = statSync(file);
  return () => {
    const now = statSync(file, { throwIfNoEntry: false });
    if (now?.ino !== before.ino || now.dev !== before.dev) throw new FileGone();
  };
}

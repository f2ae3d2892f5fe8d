import { endSentence } from '../../shared/end-sentence';
import type { ConfigFault } from '../../shared/ipc/contract';

/** A fault with its place, as a sentence: `…/config.json:3:5: listen.prot is not known; did you mean port?` */
export function describeConfigFault({ file, line, column, message }: ConfigFault): string {
  const place = line === null ? file : `${file}:${line}:${column ?? 1}`;
  return `${place}: ${endSentence(message)}`;
}

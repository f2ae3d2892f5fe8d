// Electron's fuse wire (Electron docs, "Fuses"): this marker, a version byte, a length byte, then one ASCII digit each.
const marker = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Sets fuses, given as { index: '0' | '1' }, in an Electron executable held in memory. */
export function setFuses(executable, fuses) {
  const at = executable.indexOf(marker, 0, 'latin1');
  if (at < 0 || executable[at + marker.length] !== 1) throw new Error('no version 1 fuse wire in the Electron executable');
  for (const [index, value] of Object.entries(fuses)) {
    executable.write(value, at + marker.length + 2 + Number(index), 'latin1');
  }
}

import { groupDigits } from '../../shared/group-digits';
import type { RecoveryReport } from './recover-ledger';

/** Says to the user what became of a damaged ledger, and what to do. */
export function describeRecovery({ aside, counts }: RecoveryReport): { message: string; hint: string } {
  const kept =
    aside === null
      ? 'The damaged file is not there any more.'
      : `The damaged file was kept as ${aside}; delete it when you miss nothing.`;
  return {
    message: `The ledger was damaged, and a new one was made. ${describeCounts(counts)}`,
    hint: `${kept} Routing went on meanwhile. If this comes again, check the disk.`,
  };
}

function describeCounts(counts: RecoveryReport['counts']): string {
  if (counts === null) return 'What could be read of the old one is in it.';
  const { recovered, known } = counts;
  if (recovered === 0) return 'Nothing of the old one could be read.';
  if (recovered < known) return `${groupDigits(recovered)} of ${groupDigits(known)} requests were recovered.`;
  return recovered === 1
    ? 'The one request found in the old one was recovered.'
    : `All ${groupDigits(recovered)} requests found in the old one were recovered.`;
}

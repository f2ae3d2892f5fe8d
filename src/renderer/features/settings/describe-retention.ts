import type { LedgerInfo, RetentionPreview, RetentionReport } from '../../../shared/model/ledger-info';
import { formatBytes } from '../../format/format-bytes';
import { formatDayYear } from '../../format/format-time';
import { countOf, formatCount } from '../../format/format-tokens';

/** What a retention would delete now, as a sentence. */
export function describePreview({ exchanges, bodies, bytes, oldestKept }: RetentionPreview): string {
  if (exchanges + bodies === 0) return 'Nothing goes now: no request and no body is past these limits.';
  const before = oldestKept === null ? ', which is all,' : ` before ${formatDayYear(oldestKept)}`;
  const requests = exchanges > 0 ? `${countOf(exchanges, 'request')}${before}` : null;
  const ofBodies = bodies > 0 ? describeBodies(bodies, requests !== null) : null;
  const subject = [requests, ofBodies].filter((part) => part !== null).join(' and ');
  const verb = exchanges === 1 && bodies === 0 ? 'goes' : 'go';
  return `${subject} ${verb}; about ${formatBytes(bytes)} become free.`;
}

function describeBodies(bodies: number, afterRequests: boolean): string {
  return afterRequests ? `the bodies of ${formatCount(bodies)} more` : `The bodies of ${countOf(bodies, 'request')}`;
}

/** What was deleted, as a sentence. */
export function describeReport({ exchanges, bodies, bytes }: RetentionReport): string {
  const deleted = [
    exchanges > 0 && countOf(exchanges, 'request'),
    bodies > 0 && `the bodies of ${countOf(bodies, 'request')}`,
  ].filter((part) => part !== false);
  const what = deleted.length === 0 ? 'Nothing was deleted' : `Deleted: ${deleted.join(' and ')}`;
  return bytes > 0 ? `${what}. The file is ${formatBytes(bytes)} smaller.` : `${what}.`;
}

/** How large the ledger is, in a sentence or two. */
export function describeLedger({ bytes, freeBytes, exchanges, withBodies, bodyBytes, oldest }: LedgerInfo): string {
  const since = oldest === null ? '' : ` since ${formatDayYear(oldest)}`;
  const bodies = withBodies === 0 ? 'no bodies' : `the bodies of ${formatCount(withBodies)} (${formatBytes(bodyBytes)})`;
  const free = freeBytes >= 1_000_000 ? ` ${formatBytes(freeBytes)} of it are free and are given back when nothing runs.` : '';
  return `${formatBytes(bytes)}: ${countOf(exchanges, 'request')}${since}, and ${bodies}.${free}`;
}

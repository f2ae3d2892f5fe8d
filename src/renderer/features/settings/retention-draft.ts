import type { Retention } from '../../../shared/config/logging-config';
import { formatCount } from '../../format/format-tokens';
import { parseWhole } from './parse-whole';

export type RetentionField = keyof Retention;

/** What stands in a field, and whether it counts; where it does not, there is no limit. */
export interface DraftLimit {
  text: string;
  limited: boolean;
}

export type RetentionDraft = Record<RetentionField, DraftLimit>;

/** What a field takes, and what it offers to whoever had no limit. */
const BOUNDS: Record<RetentionField, { least: number; most: number; usual: number }> = {
  days: { least: 1, most: 36_500, usual: 180 },
  bodyDays: { least: 1, most: 36_500, usual: 14 },
  maxMegabytes: { least: 50, most: 100_000_000, usual: 2_000 },
};
const FIELDS = Object.keys(BOUNDS) as RetentionField[];

export function toRetentionDraft(retention: Retention): RetentionDraft {
  const toLimit = (field: RetentionField): DraftLimit => ({
    text: formatCount(retention[field] ?? BOUNDS[field].usual),
    limited: retention[field] !== null,
  });
  return { days: toLimit('days'), bodyDays: toLimit('bodyDays'), maxMegabytes: toLimit('maxMegabytes') };
}

/** What is wrong with a field, as a sentence; null when nothing is. */
export function findLimitProblem(draft: RetentionDraft, field: RetentionField): string | null {
  const { least, most } = BOUNDS[field];
  if (readLimit(draft, field) !== undefined) return null;
  return `Write a whole number from ${formatCount(least)} to ${formatCount(most)}.`;
}

/** The retention that the fields come to; null while one of them is wrong. */
export function readRetention(draft: RetentionDraft): Retention | null {
  if (FIELDS.some((field) => readLimit(draft, field) === undefined)) return null;
  const read = (field: RetentionField) => readLimit(draft, field) ?? null;
  return { days: read('days'), bodyDays: read('bodyDays'), maxMegabytes: read('maxMegabytes') };
}

export function isSameRetention(a: Retention, b: Retention): boolean {
  return FIELDS.every((field) => a[field] === b[field]);
}

/** Undefined where it is no number that the field takes. */
function readLimit(draft: RetentionDraft, field: RetentionField): number | null | undefined {
  const { text, limited } = draft[field];
  const { least, most } = BOUNDS[field];
  return limited ? (parseWhole(text, least, most) ?? undefined) : null;
}

import type { RequestSummary } from '../../../shared/model/request-summary';
import type { Scenario } from '../../../shared/model/scenario';
import type { Situation } from '../../../shared/model/situation';

/** What the conditions of rules look at. */
export interface Subject {
  /** With the changes of the rules before. */
  summary: RequestSummary;
  scenario: Scenario;
  situation: Situation;
  /** The local time. */
  now: Date;
}

/** One condition of a rule, made ready once. */
export interface Condition {
  /** Null: what it asks for is not known. */
  holds(subject: Subject): boolean | null;
  /** How it stands with the request, as a sentence without a full stop; `held` is what `holds` said. */
  fact(subject: Subject, held: boolean | null): string;
  /** What the rule asks for, as the end of `the rule is for …`. */
  wanted: string;
}

const LONGEST_SHOWN = 80;

/**
 * What is not seen or breaks a line: control characters, soft hyphens, marks of direction, joiners. Written out, since \p{…} would have
 * Node read four megabytes of Unicode's tables when it loads this file.
 */
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;

/** A client's own word, as it may stand in a sentence of ours: one line, and not long. */
export function showName(name: string): string {
  const plain = name.replace(UNSEEN, ' ');
  return plain.length <= LONGEST_SHOWN ? plain : `${plain.slice(0, LONGEST_SHOWN)}…`;
}

/** `a`, `a or b`, `a, b or c`. */
export function anyOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

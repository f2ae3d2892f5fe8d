import { z } from 'zod';
import { Effort } from '../model/quirks';
import { Scenario } from '../model/scenario';
import { isSecretHeader } from '../model/secret-headers';
import { listOf } from './list-of';
import { findPatternFault } from './pattern-fault';
import { parseTimeRange } from './time-range';

/** What seems to be missing may be there under a name that is misspelt; that is told already. */
export function isSoundSoFar({ issues }: { issues: readonly unknown[] }): boolean {
  return issues.length === 0;
}

/** A name in which `*` stands for any characters and `?` for one; all else is what it is, in either case. */
export const Glob = z.string().refine((glob) => glob.trim() !== '', 'must not be empty; * stands for anything');

/** One of a non-empty list; a single value stands for a list of one. */
const anyOf = <T extends z.ZodType>(item: T) => listOf(item).refine((items) => items.length > 0, 'must name at least one');

/** A path from the root, from the home folder, or one that begins with a wildcard: a session's folder is told whole. */
const Folder = z
  .string()
  .regex(/^(?:\/|~$|~[/\\]|[A-Za-z]:[/\\]|\\\\|\*|\?)/, 'must be a whole path, or begin with ~/ or *, for example ~/work');

const Pattern = z.string().superRefine((pattern, context) => {
  const fault = findPatternFault(pattern);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});

const Time = z.string().refine((text) => parseTimeRange(text) !== null, 'must be two different times, for example 22:00-06:00');

export const Day = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Day = z.infer<typeof Day>;

const hasBound = ({ above, below }: { above?: number | undefined; below?: number | undefined }) =>
  above !== undefined || below !== undefined;
const NEEDS_BOUND = { error: 'needs above, below or both', when: isSoundSoFar };

/** In tokens; neither bound is within it. */
const Tokens = z
  .strictObject({ above: z.number().int().nonnegative().optional(), below: z.number().int().positive().optional() })
  .refine(hasBound, NEEDS_BOUND);

/** In dollars; neither bound is within it. */
const Dollars = z
  .strictObject({ above: z.number().nonnegative().optional(), below: z.number().positive().optional() })
  .refine(hasBound, NEEDS_BOUND);

/** A budget of which so many percent of the limit are used, or more. */
const BudgetShare = z.strictObject({ name: z.string().trim().min(1), reached: z.number().positive().max(100) });

const Headers = z.record(z.string(), Glob).superRefine((headers, context) => {
  for (const name of Object.keys(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      context.addIssue({ code: 'custom', path: [name], message: 'is no name of a header' });
    } else if (isSecretHeader(name)) {
      const message = 'holds a secret, which rules are not shown; choose another header';
      context.addIssue({ code: 'custom', path: [name], message });
    }
  }
});

/** What a rule may ask of a request. All that are given must hold; within a list, any. docs/rules.md has the table. */
export const Conditions = z.strictObject({
  model: anyOf(Glob).optional(),
  scenario: anyOf(Scenario).optional(),
  agent: anyOf(Glob).optional(),
  client: anyOf(Glob).optional(),
  folder: anyOf(Folder).optional(),
  tokens: Tokens.optional(),
  tools: anyOf(Glob).optional(),
  header: Headers.optional(),
  effort: anyOf(Effort).optional(),
  text: anyOf(Pattern).optional(),
  time: anyOf(Time).optional(),
  days: anyOf(Day).optional(),
  onBattery: z.boolean().optional(),
  offline: z.boolean().optional(),
  spentToday: Dollars.optional(),
  budget: BudgetShare.optional(),
});
export type Conditions = z.infer<typeof Conditions>;

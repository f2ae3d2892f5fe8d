import type { z } from 'zod';

const KINDS: Record<string, string> = {
  string: 'a text in double quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  object: 'an object in { }',
  record: 'an object in { }',
  null: 'null',
};

/**
 * zod's error map for the config: what a value must be, as the second half of a sentence that begins with its path.
 * Messages written in the schema itself come before these. Never quotes the value, which may come from the environment.
 */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is missing';
      return `must be ${kindOf(issue.expected)}, not ${kindOf(typeOf(issue.input))}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be ${listOf(issue.values)}`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? `must be ${listOf(issue.options)}` : 'is not of a known form';
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return 'must not be empty';
      return issue.inclusive === false ? `must be more than ${issue.minimum}` : `must be ${issue.minimum} or more`;
    case 'too_big':
      return `must be ${issue.maximum} or less`;
    default:
      return 'is not valid';
  }
}

function kindOf(name: string): string {
  return KINDS[name] ?? name;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function listOf(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' or ');
}

import { expect, it } from 'vitest';
import { EMPTY_REQUEST, type CanonicalRequest } from '../canonical/request';
import { findSafetyCheckMark } from './find-safety-check-mark';

const find = (request: Partial<CanonicalRequest>) =>
  findSafetyCheckMark({ request: { ...EMPTY_REQUEST, ...request }, headers: {} });
const says = (content: string) => ({ messages: [{ role: 'user' as const, content }] });

it("is told by older clients' check of a command, in its system prompt or in its first words", () => {
  const text = 'Your task is to process Bash commands that an AI coding agent wants to run.';
  expect(find({ system: [{ type: 'text', text }] })).toBe('It is a safety check of a command');
  expect(find(says('<policy_spec>\n# Claude Code Code Bash command prefix detection'))).toBe('It is a safety check of a command');
});

it('is not what a user says of one', () => {
  expect(find(says('You are a security monitor for autonomous AI coding agents. Who am I?'))).toBeNull();
});

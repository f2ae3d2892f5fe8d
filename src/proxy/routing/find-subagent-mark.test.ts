import { expect, it } from 'vitest';
import { EMPTY_REQUEST } from '../canonical/request';
import { findSubagentMark } from './find-subagent-mark';
import type { ClientHeaders } from './marked-request';

const find = (headers: ClientHeaders, ...system: string[]) =>
  findSubagentMark({ request: { ...EMPTY_REQUEST, system: system.map((text) => ({ type: 'text', text })) }, headers });

it('is told by the prompts of agents, which older clients have too', () => {
  const identity = "You are Claude Code, Anthropic's official CLI for Claude.";
  expect(find({}, identity, 'You are an agent for Claude Code, more.')).toBe('It comes from a subagent (general-purpose)');
  expect(find({}, identity, 'You are a file search specialist for Claude Code, more.')).toBe(
    'It comes from a subagent (Explore)',
  );
  expect(find({}, identity, '\nYou are an agent working with the user.')).toBeNull();
});

it('is told by the attribution line', () => {
  const line = 'x-anthropic-billing-header: cc_version=2.1.330.a1b; cc_entrypoint=cli; cc_is_subagent=true;';
  expect(find({}, line)).toBe('It comes from a subagent');
  expect(find({}, line.replace(' cc_is_subagent=true;', ''))).toBeNull();
  expect(find({}, 'Who says cc_is_subagent=true?')).toBeNull();
});

it.each([
  [{ 'x-claude-code-agent-id': 'a0123456789abcdef' }, 'It comes from a subagent'],
  [{ 'x-claude-code-request-class': 'subagent', 'x-claude-code-agent-type': 'custom' }, 'It comes from a subagent (custom)'],
  [{ 'x-claude-code-request-class': 'subagent', 'x-claude-code-agent-type': 'Be quiet. <b>' }, 'It comes from a subagent'],
  [{ 'x-claude-1p-request-class': 'blocking-subagent' }, 'It comes from a subagent'],
  [{ 'x-openai-subagent': 'review' }, 'It comes from a subagent (review)'],
])('is told by the headers %j', (headers, mark) => {
  expect(find(headers)).toBe(mark);
});

it('is not a compaction of Codex, which names itself by the same header', () => {
  expect(find({ 'x-openai-subagent': 'compact' })).toBeNull();
});

import { expect, it } from 'vitest';
import { EMPTY_REQUEST } from '../canonical/request';
import { readClaudeCodeRequests } from '../testing/claude-code-bodies';
import { findAgentType } from './find-agent-type';
import type { ClientHeaders } from './marked-request';

const find = (headers: ClientHeaders, ...system: string[]) =>
  findAgentType({ request: { ...EMPTY_REQUEST, system: system.map((text) => ({ type: 'text', text })) }, headers });

const recorded = readClaudeCodeRequests();

it.each(recorded.filter(({ headers }) => headers['x-claude-code-agent-type'] !== undefined))(
  'the agent of $name is told by its header, and by its prompt alone',
  ({ request, headers }) => {
    const agent = headers['x-claude-code-agent-type'];
    expect(findAgentType({ request, headers })).toBe(agent);
    expect(findAgentType({ request, headers: {} })).toBe(agent);
  },
);

it.each(recorded.filter(({ scenario }) => scenario !== 'subagent'))('$name comes from no agent', ({ request, headers }) => {
  expect(findAgentType({ request, headers })).toBeNull();
});

it('a custom agent is told by the header only', () => {
  expect(find({ 'x-claude-code-agent-type': 'custom' }, 'You sort mail.')).toBe('custom');
  expect(find({}, 'You sort mail.')).toBeNull();
});

it('an agent of Codex is told by the header, and a compaction is none', () => {
  expect(find({ 'x-openai-subagent': 'review' })).toBe('review');
  expect(find({ 'x-openai-subagent': 'compact' })).toBeNull();
});

it('what does not look like a name is none', () => {
  expect(find({ 'x-claude-code-agent-type': 'Be quiet. <b>' })).toBeNull();
  expect(find({ 'x-claude-code-agent-type': 'a'.repeat(41) })).toBeNull();
});

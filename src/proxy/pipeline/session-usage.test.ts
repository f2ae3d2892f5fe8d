import { expect, it } from 'vitest';
import { UNKNOWN_USAGE } from '../../shared/model/usage';
import { EMPTY_REQUEST, type CanonicalRequest } from '../canonical/request';
import { createSessionUsage } from './session-usage';

const TOOLS = [{ name: 'Bash', input_schema: {} }];
const USAGE = { ...UNKNOWN_USAGE, input: 1_000, cacheRead: 60_000, cacheWrite: 2_000, output: 500, estimated: false };

const LAST = { target: 'up/model', used: 63_500, cached: 62_000 };

const asked = (request: Partial<CanonicalRequest> = {}, headers: Record<string, string> = {}) => ({
  request: { ...EMPTY_REQUEST, sessionId: 'session', tools: TOOLS, ...request },
  headers,
});

it('remembers all that the last answer of a conversation used', () => {
  const sessions = createSessionUsage();
  expect(sessions.last(asked())).toBeNull();
  sessions.remember(asked(), USAGE, 'up/model');
  expect(sessions.last(asked())).toEqual(LAST);
  expect(sessions.last(asked({ sessionId: 'another' }))).toBeNull();
});

it('keeps agents and side requests of the session apart from it', () => {
  const sessions = createSessionUsage();
  sessions.remember(asked(), USAGE, 'up/model');
  expect(sessions.last(asked({}, { 'x-claude-code-agent-id': 'a1' }))).toBeNull();
  expect(sessions.last(asked({ tools: [] }))).toBeNull();
  expect(sessions.last(asked({ tools: [{ name: 'web_search', type: 'web_search_20250305' }] }))).toBeNull();
  sessions.remember(asked({ tools: [] }), { ...USAGE, cacheRead: 0 }, 'up/model');
  expect(sessions.last(asked())).toEqual(LAST);
});

it('takes the session from the header where the body has none', () => {
  const sessions = createSessionUsage();
  const unnamed = asked({ sessionId: null }, { 'x-claude-code-session-id': 'session' });
  sessions.remember(unnamed, USAGE, 'up/model');
  expect(sessions.last(asked())).toEqual(LAST);
  expect(sessions.last(asked({ sessionId: null }))).toBeNull();
});

it('forgets a conversation that was compacted, and learns nothing of an answer without figures', () => {
  const sessions = createSessionUsage();
  sessions.remember(asked(), USAGE, 'up/model');
  sessions.remember(asked(), UNKNOWN_USAGE, 'up/model');
  expect(sessions.last(asked())).toEqual(LAST);
  sessions.remember(asked({}, { 'x-claude-code-compaction': 'auto' }), USAGE, 'up/model');
  expect(sessions.last(asked())).toBeNull();
});

it('knows where a session works from the first request that says so', () => {
  const sessions = createSessionUsage();
  expect(sessions.folder('session', null)).toBeNull();
  expect(sessions.folder('session', '/home/me/app')).toBe('/home/me/app');
  expect(sessions.folder('session', null)).toBe('/home/me/app');
  expect(sessions.folder('session', '/home/me/other')).toBe('/home/me/other');
  expect(sessions.folder('another', null)).toBeNull();
  expect(sessions.folder(null, '/home/me/app')).toBe('/home/me/app');
});

import type { RequestSummary } from '../../shared/model/request-summary';

/** A request of Claude Code's main conversation. */
export const SAMPLE_SUMMARY: RequestSummary = {
  clientDialect: 'anthropic-messages',
  client: 'claude-cli/2.1.330',
  sessionId: null,
  requestedModel: 'claude-opus-5-5',
  inputTokens: 12_345,
  lastUsage: null,
  lastTarget: null,
  cachedTokens: 0,
  marks: {},
  effort: 'medium',
  agent: null,
  folder: '/home/me/work/app',
  tools: ['Bash', 'mcp__git__log'],
  tag: null,
  hasImage: false,
  maxTokens: 32_000,
  lastText: 'Please DEPLOY this to production.',
  headers: { 'x-team': 'blue' },
};

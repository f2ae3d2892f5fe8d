import { readFileSync } from 'node:fs';
import type { Scenario } from '../../shared/model/scenario';
import type { CanonicalRequest } from '../canonical/request';
import { clientDialects } from '../dialects/registry';

/** Request bodies of Claude Code as they came over the wire, long texts cut; see the README beside them. */
export function readClaudeCodeBodies(endpoint: 'messages' | 'count-tokens'): string[] {
  const file = new URL(`../dialects/anthropic-messages/__fixtures__/claude-code-${endpoint}.jsonl`, import.meta.url);
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

/** One that was recorded, with what is known of it. */
export interface RecordedRequest {
  /** What was done with the client. */
  name: string;
  /** Those that say something of its kind. */
  headers: Record<string, string>;
  scenario: Scenario;
  request: CanonicalRequest;
}

/** The recorded requests as the proxy reads them. */
export function readClaudeCodeRequests(): RecordedRequest[] {
  const marks = new URL('../routing/__fixtures__/claude-code-marks.jsonl', import.meta.url);
  const bodies = readClaudeCodeBodies('messages');
  const lines = readFileSync(marks, 'utf8').trimEnd().split('\n');
  return lines.map((line, index) => {
    const request = clientDialects['anthropic-messages'].parseRequest(JSON.parse(bodies[index] ?? ''));
    return { ...(JSON.parse(line) as Omit<RecordedRequest, 'request'>), request };
  });
}

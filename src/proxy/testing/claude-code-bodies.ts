import { readFileSync } from 'node:fs';

/** Request bodies of Claude Code as they came over the wire, long texts cut; see the README beside them. */
export function readClaudeCodeBodies(endpoint: 'messages' | 'count-tokens'): string[] {
  const file = new URL(`../dialects/anthropic-messages/__fixtures__/claude-code-${endpoint}.jsonl`, import.meta.url);
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

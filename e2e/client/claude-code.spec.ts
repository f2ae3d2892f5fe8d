import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { FakeAnswer, SeenRequest } from '../../src/proxy/testing/fake-upstream';
import { askApp } from '../support/ask-app';
import { configFor } from '../support/fake-provider';
import type { App } from '../support/launch-app';
import { runClaude } from '../support/run-claude';
import { expect, test } from '../support/test';
import { waitForRouting } from '../support/wait-for-routing';

const lanes = [
  { dialect: 'anthropic-messages', lane: 'passthrough' },
  { dialect: 'openai-chat', lane: 'translated' },
] as const;

const text = (words: string): FakeAnswer => ({ blocks: [{ type: 'text', text: words }] });
const listRows = (app: App) => askApp(app, 'exchanges.list', { before: null, limit: 50 });

let repo: string;
test.beforeEach(() => {
  repo = mkdtempSync(path.join(os.tmpdir(), 'switchyard-repo-'));
  writeFileSync(path.join(repo, 'hello.py'), 'print("Hello")\n');
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    ['-c', 'user.name=Story', '-c', 'user.email=story@localhost', 'commit', '--quiet', '-m', 'Say hello'],
  ]) {
    execFileSync('git', args, { cwd: repo });
  }
});
test.afterEach(() => rmSync(repo, { recursive: true }));

for (const { dialect, lane } of lanes) {
  test.describe(`Claude Code through the ${lane} lane`, () => {
    test('gets a plain answer, and the row says where it came from', async ({ launch, serveUpstream }) => {
      const upstream = await serveUpstream({ dialect, answer: () => text('Four, from the fake.') });
      const app = await launch({ config: configFor(upstream, dialect) });
      await waitForRouting(app);

      const run = await runClaude(app, repo, 'What is two and two?');
      expect(run.output).toContain('Four, from the fake.');
      expect(run).toMatchObject({ code: 0, isError: false, result: 'Four, from the fake.' });
      expect(upstream.requests.every(({ body }) => body.model === 'fake-model')).toBe(true);

      const rows = await listRows(app);
      expect(rows[0]).toMatchObject({
        outcome: 'ok',
        status: 200,
        lane,
        providerId: 'fake',
        model: 'fake-model',
        route: 'default',
      });
      expect(rows[0]?.client).toContain('claude-cli');
      expect(rows[0]?.usage).toMatchObject({ output: 7, estimated: false });
    });

    test('edits a file in a tool loop of Bash, Read and Edit', async ({ launch, serveUpstream }) => {
      const file = path.join(repo, 'hello.py');
      const upstream = await serveUpstream({ dialect, answer: (request) => playToolLoop(request, file) });
      const app = await launch({ config: configFor(upstream, dialect) });
      await waitForRouting(app);

      const run = await runClaude(app, repo, 'Make hello.py say Hi', ['Bash', 'Read', 'Edit']);
      expect(run.output).toContain('Done: it says Hi.');
      expect(run).toMatchObject({ code: 0, isError: false, result: 'Done: it says Hi.' });
      expect(readFileSync(file, 'utf8')).toBe('print("Hi")\n');

      const results = JSON.stringify(upstream.requests.at(-1)?.body);
      for (const expected of ['Say hello', 'print(', 'matches: 1']) expect(results).toContain(expected);
      const rows = await listRows(app);
      expect(rows.length).toBeGreaterThanOrEqual(5);
      expect(rows.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    });

    test('asks again without streaming when the stream breaks inside the first block', async ({ launch, serveUpstream }) => {
      const upstream = await serveUpstream({
        dialect,
        answer: ({ body }) =>
          body.stream === true
            ? // Slowly, so that the client has seen a part of the text when it breaks off.
              { ...text('This text breaks off in the middle.'), recordDelayMs: 50, fault: { afterRecords: 4, kind: 'error' } }
            : text('Whole at the second time.'),
      });
      const app = await launch({ config: configFor(upstream, dialect) });
      await waitForRouting(app);

      const run = await runClaude(app, repo, 'Say something');
      expect(run.output).toContain('Whole at the second time.');
      expect(run).toMatchObject({ code: 0, isError: false, result: 'Whole at the second time.' });

      const rows = await listRows(app);
      expect(rows[0]).toMatchObject({ outcome: 'ok', streaming: false });
      expect(rows.find(({ streaming }) => streaming)).toMatchObject({ outcome: 'failed' });
    });
  });
}

/** Plays the model: looks, reads, edits, checks, and says so. What comes next is read from how many tools have been called. */
function playToolLoop({ body }: SeenRequest, file: string): FakeAnswer {
  const call = (name: string, input: object): FakeAnswer => ({
    blocks: [
      { type: 'text', text: `Calling ${name}.` },
      { type: 'tool_use', id: `toolu_${name}_${countToolCalls(body)}`, name, input },
    ],
  });
  if (!Array.isArray(body.tools) || body.tools.length === 0) return text('OK');
  switch (countToolCalls(body)) {
    case 0:
      return call('Bash', { command: 'git log --oneline', description: 'Look at the history' });
    case 1:
      return call('Read', { file_path: file });
    case 2:
      return call('Edit', { file_path: file, old_string: '"Hello"', new_string: '"Hi"' });
    case 3:
      return call('Bash', { command: 'echo "matches: $(grep -c Hi hello.py)"', description: 'Check the edit' });
    default:
      return text('Done: it says Hi.');
  }
}

/** In both dialects: Anthropic's tool_use blocks and OpenAI's tool_calls. */
function countToolCalls(body: SeenRequest['body']): number {
  const messages = body.messages as { content: unknown; tool_calls?: unknown[] }[];
  return messages.reduce((sum, { content, tool_calls: calls = [] }) => {
    const blocks = Array.isArray(content) ? (content as { type: string }[]) : [];
    return sum + calls.length + blocks.filter(({ type }) => type === 'tool_use').length;
  }, 0);
}

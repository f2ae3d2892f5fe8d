import { describe, expect, it } from 'vitest';
import { EMPTY_REQUEST, type CanonicalRequest } from '../canonical/request';
import { findBackgroundMark } from './find-background-mark';
import type { ClientHeaders } from './marked-request';

const TOOLS = [{ name: 'Bash', input_schema: {} }];

function find(request: Partial<CanonicalRequest>, headers: ClientHeaders = {}) {
  return findBackgroundMark({ request: { ...EMPTY_REQUEST, ...request }, headers });
}

const system = (text: string) => ({ system: [{ type: 'text' as const, text }] });
const says = (content: string) => ({ messages: [{ role: 'user' as const, content }] });

describe('small work', () => {
  it.each([
    [system('Generate a short kebab-case name for this session.'), 'It is a name for a session'],
    [system('Analyze if this message indicates a new conversation topic. If it does …'), 'It is a look for a new topic'],
    [system('Summarize this coding conversation in under 50 characters.'), 'It is a session title'],
    [system('Extract any file paths that this command reads or modifies.'), 'It is a look for the files of a command'],
    [says('\nWeb page content:\n---\nSome page.'), 'It is a summary of a fetched page'],
    [says('[SUGGESTION MODE: Suggest what the user might naturally type next into Claude Code.]'), /may type next$/],
    [{ ...says('quota'), maxTokens: 1 }, 'It is a probe of the quota'],
  ])('is told by its prompt: %j', (request, mark) => {
    expect(find(request)).toEqual(mark instanceof RegExp ? expect.stringMatching(mark) : mark);
  });

  it('is not what only mentions such a prompt', () => {
    expect(find(says('Why does it say "Web page content:\n---"?'))).toBeNull();
    expect(find({ ...says('quota'), maxTokens: 1_000 })).toBeNull();
    const answered = [...says('[SUGGESTION MODE: x]').messages, { role: 'assistant' as const, content: 'No.' }];
    expect(find({ messages: [...answered, ...says('Go on.').messages] })).toBeNull();
  });

  it.each(['summary-extraction', 'background-task', 'followup-generation'])('is told by the hint %s', (hint) => {
    expect(find({ tools: TOOLS }, { 'x-claude-1p-request-class': hint })).not.toBeNull();
  });

  it('is what is auxiliary and streamed, without tools: no side question, and no safety check in new words', () => {
    const headers = { 'x-claude-code-request-class': 'auxiliary' };
    expect(find({ stream: true }, headers)).not.toBeNull();
    expect(find({ stream: true, tools: TOOLS }, headers)).toBeNull();
    expect(find({ stream: false }, headers)).toBeNull();
  });
});

describe('Claude Haiku', () => {
  const OLDER = { 'user-agent': 'claude-cli/1.0.128 (external, cli)' };
  const TODAY = { 'user-agent': 'claude-cli/2.1.330 (external, cli)' };
  const haiku = { model: 'claude-3-5-haiku-20241022' };

  it('marks the small work of older clients and of others', () => {
    expect(find({ ...haiku, tools: TOOLS }, OLDER)).not.toBeNull();
    expect(find({ ...haiku, tools: TOOLS })).not.toBeNull();
    expect(find({ model: 'anthropic/Claude-Haiku-4.5' })).not.toBeNull();
  });

  it("marks today's client only where it has no tools, which a conversation has", () => {
    expect(find(haiku, TODAY)).not.toBeNull();
    expect(find({ ...haiku, tools: TOOLS }, TODAY)).toBeNull();
    expect(find(haiku, { ...TODAY, 'x-claude-code-request-class': 'main' })).toBeNull();
  });

  it('reads the version from the body where the user agent is another', () => {
    const attribution = system('x-anthropic-billing-header: cc_version=2.1.330.abc; cc_entrypoint=cli;');
    expect(find({ ...haiku, ...attribution, tools: TOOLS }, { 'user-agent': 'gateway/1.0' })).toBeNull();
  });

  it('is no other model', () => {
    expect(find({ model: 'my-haiku' })).toBeNull();
    expect(find({ model: 'claude-sonnet-5-5' })).toBeNull();
  });
});

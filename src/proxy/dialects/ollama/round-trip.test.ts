import { expect, it } from 'vitest';
import { collectAnswer } from '../../canonical/collect-answer';
import { prepareRequest } from '../../canonical/prepare-request';
import { openReasoning, sealReasoning } from '../../canonical/reasoning-envelope';
import type { CanonicalRequest } from '../../canonical/request';
import type { CanonicalResponse } from '../../canonical/response';
import { ollamaRules } from '../../testing/fake-ollama';
import type { FakeAnswer, SeenRequest } from '../../testing/fake-rules';
import { dialectQuirks } from '../default-quirks';
import { ollamaUpstream } from '.';

const PROVIDER = { providerId: 'ollama', model: 'qwen3:8b' };

/** A turn of a conversation with the pretended server, from the client's request to the whole answer. */
function turn(
  request: Partial<CanonicalRequest>,
  answer: FakeAnswer,
): { sent: SeenRequest['body']; received: CanonicalResponse } {
  const quirks = dialectQuirks.ollama;
  const whole: CanonicalRequest = {
    model: 'claude-sonnet-5-5',
    messages: [{ role: 'user', content: 'Look at both files.' }],
    system: [
      { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1' },
      { type: 'text', text: 'You are terse.' },
    ],
    tools: [{ name: 'mcp server/read', input_schema: { type: 'object' } }, { name: 'Bash' }],
    toolChoice: null,
    maxTokens: 32_000,
    stream: true,
    temperature: null,
    topP: null,
    topK: null,
    stopSequences: [],
    output: null,
    reasoning: { mode: 'on', effort: 'high', budgetTokens: null },
    sessionId: null,
    ...request,
  };
  const { request: prepared, names } = prepareRequest(whole, {
    ...PROVIDER,
    quirks,
    maxOutputTokens: undefined,
    recallReasoning: () => null,
  });
  const limits = { contextWindow: undefined, maxOutputTokens: undefined };
  const built = ollamaUpstream.buildRequest(prepared, { model: PROVIDER.model, quirks, limits, inputEstimate: 5_000 });
  const sent = JSON.parse(JSON.stringify(built)) as SeenRequest['body'];
  const seen: SeenRequest = {
    method: 'POST',
    path: ollamaUpstream.path('', true),
    headers: {},
    rawBody: Buffer.alloc(0),
    body: sent,
  };
  expect(ollamaRules.refuse(seen, null, 'strict-template')).toBeNull();
  const blocks = answer.blocks?.map((block) =>
    block.type === 'tool_use' ? { ...block, name: names.toUpstream(block.name) } : block,
  );
  const parser = ollamaUpstream.createStreamParser(quirks);
  const events = whole.stream
    ? ollamaRules
        .records({ ...answer, ...(blocks && { blocks }) }, seen)
        .flatMap((data) => parser.push({ event: undefined, data }))
    : ollamaUpstream.parseResponse(ollamaRules.whole({ ...answer, ...(blocks && { blocks }) }, seen), quirks);
  const seal = (state: Record<string, unknown>) => sealReasoning({ ...PROVIDER, state });
  return { sent, received: collectAnswer(events, { seal, names }) };
}

const calls: FakeAnswer = {
  blocks: [
    { type: 'thinking', thinking: 'Both at once.' },
    { type: 'text', text: 'I look — 世界.' },
    { type: 'tool_use', name: 'mcp server/read', input: { path: '/a "b"' } },
    { type: 'tool_use', name: 'Bash', input: { command: 'ls' } },
  ],
  usage: { input: 100, output: 20, cacheRead: 900 },
};

it.each([true, false])('carries a tool loop there and back (stream: %s)', (stream) => {
  const { received } = turn({ stream }, calls);
  const [thinking, text, first, second] = received.blocks;
  expect(thinking).toMatchObject({ type: 'thinking', thinking: 'Both at once.' });
  expect(text).toEqual({ type: 'text', text: 'I look — 世界.' });
  expect(first).toMatchObject({ name: 'mcp server/read', json: '{"path":"/a \\"b\\""}' });
  expect(second).toMatchObject({ name: 'Bash', json: '{"command":"ls"}' });
  expect(received).toMatchObject({ stopReason: 'tool_use', usage: { input: 100, cacheRead: 900, output: 20 } });
  if (thinking?.type !== 'thinking' || first?.type !== 'tool_use' || second?.type !== 'tool_use')
    throw new Error('blocks are missing');
  expect(openReasoning(thinking.signature)).toMatchObject(PROVIDER);
  expect(first.id).not.toBe(second.id);

  const next = turn(
    {
      stream,
      messages: [
        { role: 'user', content: 'Look at both files.' },
        {
          role: 'assistant',
          content: [
            thinking,
            { type: 'text', text: 'I look.' },
            { type: 'tool_use', id: first.id, name: first.name, input: JSON.parse(first.json) as unknown },
            { type: 'tool_use', id: second.id, name: second.name, input: JSON.parse(second.json) as unknown },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: second.id, content: 'b' },
            { type: 'tool_result', tool_use_id: first.id, content: 'a' },
          ],
        },
        { role: 'system', content: 'Plan mode is on.' },
      ],
    },
    { blocks: [{ type: 'text', text: 'Done.' }] },
  );
  expect(next.sent.messages).toMatchObject([
    { role: 'system', content: 'You are terse.' },
    { role: 'user' },
    { role: 'assistant', thinking: 'Both at once.' },
    { role: 'tool', content: 'a', tool_call_id: first.id },
    { role: 'tool', content: 'b', tool_name: 'Bash' },
    { role: 'user', content: '<system-reminder>\nPlan mode is on.\n</system-reminder>' },
  ]);
  expect(next.sent.messages[3].tool_name).toBe(next.sent.messages[2].tool_calls[0].function.name);
  expect(next.received).toMatchObject({ blocks: [{ text: 'Done.' }], stopReason: 'end_turn' });
});

it('does not send the reasoning of another model (pitfall 20)', () => {
  const foreign = sealReasoning({ providerId: 'ollama', model: 'another', state: {} });
  const { sent } = turn(
    {
      messages: [
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'Secret.', signature: foreign },
            { type: 'text', text: 'Hm.' },
          ],
        },
      ],
    },
    {},
  );
  expect(JSON.stringify(sent)).not.toContain('Secret.');
});

it('says that the answer ran out of tokens, also where a tool was called', () => {
  expect(turn({}, { ...calls, stopReason: 'max_tokens' }).received.stopReason).toBe('max_tokens');
});

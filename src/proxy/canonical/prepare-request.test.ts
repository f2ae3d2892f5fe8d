import { expect, it } from 'vitest';
import { DEFAULT_QUIRKS, type Quirks } from '../../shared/model/quirks';
import { prepareRequest, type PreparationTarget } from './prepare-request';
import { sealReasoning } from './reasoning-envelope';
import { EMPTY_REQUEST, type CanonicalRequest, type ContentBlock } from './request';

function prepare(request: Partial<CanonicalRequest>, quirks: Partial<Quirks> = {}, more: Partial<PreparationTarget> = {}) {
  return prepareRequest(
    { ...EMPTY_REQUEST, ...request },
    {
      providerId: 'up',
      model: 'm1',
      quirks: { ...DEFAULT_QUIRKS, ...quirks },
      maxOutputTokens: undefined,
      recallReasoning: () => null,
      ...more,
    },
  ).request;
}

const seal = (providerId: string, model: string) => sealReasoning({ providerId, model, state: { kept: true } });
const assistant = (...content: ContentBlock[]) => ({ messages: [{ role: 'assistant' as const, content }] });
const thinking = (signature?: string) => ({
  type: 'thinking',
  thinking: 'Hm.',
  ...(signature !== undefined && { signature }),
});
const call = { type: 'tool_use', id: 'toolu_1', name: 'Bash', input: {} };

it("drops the attribution line, empty text, the placeholder and Anthropic's own tools (pitfalls 36 and 42)", () => {
  const prepared = prepare({
    system: [
      { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1.330.abc;' },
      { type: 'text', text: 'You are helpful.' },
      { type: 'text', text: '' },
    ],
    messages: [
      { role: 'system', content: [] },
      {
        role: 'user',
        content: [
          { type: 'text', text: '' },
          { type: 'text', text: 'Go.' },
        ],
      },
    ],
    tools: [
      { name: 'Bash' },
      { name: 'DeferredToolPlaceholder' },
      { name: 'web_search', type: 'web_search_20250305' },
      { name: 'run', type: 'code_execution_20250522' },
    ],
  });
  expect(prepared.system).toEqual([{ type: 'text', text: 'You are helpful.' }]);
  expect(prepared.messages).toEqual([{ role: 'user', content: [{ type: 'text', text: 'Go.' }] }]);
  expect(prepared.tools.map(({ name }) => name)).toEqual(['Bash']);
});

it('reads what is asked of the web search (pitfall 45)', () => {
  const tool = { name: 'web_search', type: 'web_search_20250305', max_uses: 8, allowed_domains: ['example.com'] };
  expect(prepare({ tools: [tool] }).webSearch).toEqual({
    maxUses: 8,
    allowedDomains: ['example.com'],
    blockedDomains: [],
  });
  expect(prepare({ tools: [{ name: 'Bash' }] }).webSearch).toBeNull();
});

it.each([
  ['the very provider and model', seal('up', 'm1'), 'state', true],
  ['another model', seal('up', 'm2'), 'state', false],
  ['another provider', seal('other', 'm1'), 'state', false],
  ['a vendor, signed by itself', 'EqQBCgIYAhIM', 'state', false],
  ['nobody known, where a signature is needed', '', 'state', false],
  ['nobody known, where plain text will do', '', 'reasoning_content', true],
  ['another provider, even where plain text will do', seal('other', 'm1'), 'reasoning_content', false],
  ['the very model, where none goes back', seal('up', 'm1'), 'none', false],
] as const)('with reasoning of %s, keeps it or not (pitfalls 20, 24 and 28)', (_of, signature, reasoningReplay, kept) => {
  const { messages } = prepare(assistant(thinking(signature), call), { reasoningReplay });
  expect(messages[0]?.content).toHaveLength(kept ? 2 : 1);
});

it('hands its own reasoning on with its state, and without the signature', () => {
  const { messages } = prepare(assistant(thinking(seal('up', 'm1')), call), { reasoningReplay: 'state' });
  expect(messages[0]?.content[0]).toEqual({ type: 'thinking', thinking: 'Hm.', state: { kept: true } });
});

it('puts back the reasoning that a client dropped from a tool call, if it is its own (pitfall 25)', () => {
  const recall = (signature: string) => (id: string) =>
    id === 'toolu_1' ? { type: 'thinking' as const, thinking: 'Kept.', signature } : null;
  const quirks = { reasoningReplay: 'state' as const };
  const own = prepare(assistant(call), quirks, { recallReasoning: recall(seal('up', 'm1')) });
  expect(own.messages[0]?.content[0]).toEqual({ type: 'thinking', thinking: 'Kept.', state: { kept: true } });
  const foreign = prepare(assistant(call), quirks, { recallReasoning: recall(seal('other', 'm1')) });
  expect(foreign.messages[0]?.content).toEqual([call]);
});

it('maps names in tools, history and choice alike (pitfall 39), and ids where they must be nine characters (pitfall 41)', () => {
  const name = 'mcp__server__'.repeat(8);
  const prepared = prepare(
    {
      tools: [{ name }],
      toolChoice: { type: 'tool', name },
      messages: [
        { role: 'assistant', content: [{ ...call, name }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'toolu_1', content: 'x' }] },
      ],
    },
    { toolIds: 'nine-alphanumerics' },
  );
  const mapped = prepared.tools[0]?.name ?? '';
  expect(mapped.length).toBe(64);
  expect(prepared.toolChoice).toEqual({ type: 'tool', name: mapped });
  const [used] = prepared.messages[0]?.content as unknown as [{ id: string; name: string }];
  const [answered] = prepared.messages[1]?.content as unknown as [{ tool_use_id: string }];
  expect(used.name).toBe(mapped);
  expect(used.id).toMatch(/^[A-Za-z0-9]{9}$/);
  expect(answered.tool_use_id).toBe(used.id);
});

it.each([
  [{ type: 'any' }, 'any', 'off', { type: 'any' }],
  [{ type: 'any' }, 'auto-only', 'off', { type: 'auto' }],
  [{ type: 'tool', name: 'Bash' }, 'auto-while-reasoning', 'on', { type: 'auto' }],
  [{ type: 'tool', name: 'Bash' }, 'auto-while-reasoning', 'off', { type: 'tool', name: 'Bash' }],
  [{ type: 'tool', name: 'web_search' }, 'any', 'off', { type: 'auto' }],
  [{ type: 'auto', disable_parallel_tool_use: true }, 'any', 'off', { type: 'auto', disable_parallel_tool_use: true }],
] as const)('takes the choice %o to a target that takes %s with reasoning %s', (toolChoice, taken, _reasoning, expected) => {
  const reasoning = { mode: _reasoning, effort: null, budgetTokens: null };
  expect(prepare({ tools: [{ name: 'Bash' }], toolChoice, reasoning }, { toolChoice: taken }).toolChoice).toEqual(expected);
});

it('leaves out parameters that are refused, always or while reasoning is on (pitfall 57)', () => {
  const request = { temperature: 0.5, topP: 0.9, reasoning: { mode: 'on' as const, effort: null, budgetTokens: null } };
  const prepared = prepare(request, { refusedParameters: ['temperature'], refusedWhileReasoning: ['topP'] });
  expect(prepared).toMatchObject({ temperature: null, topP: null });
  expect(prepare({ ...request, reasoning: null }, { refusedWhileReasoning: ['topP'] }).topP).toBe(0.9);
});

it("lowers the answer's limit to what the model can write", () => {
  expect(prepare({ maxTokens: 128_000 }, {}, { maxOutputTokens: 8_192 }).maxTokens).toBe(8_192);
  expect(prepare({ maxTokens: 100 }, {}, { maxOutputTokens: 8_192 }).maxTokens).toBe(100);
});

it("folds system messages into the user's turn where they may not stand alone, in their place (pitfall 35)", () => {
  const messages: CanonicalRequest['messages'] = [
    { role: 'user', content: 'Hello.' },
    { role: 'system', content: 'Be brief.' },
    { role: 'assistant', content: 'Hi.' },
    { role: 'system', content: 'Plan mode is active.' },
    { role: 'user', content: 'Go.' },
  ];
  expect(prepare({ messages }).messages.map(({ role }) => role)).toEqual(['user', 'system', 'assistant', 'system', 'user']);
  const folded = prepare({ messages }, { systemMessages: 'fold' }).messages;
  expect(folded.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(folded[2]?.content).toEqual([
    { type: 'text', text: '<system-reminder>\nPlan mode is active.\n</system-reminder>' },
    { type: 'text', text: 'Go.' },
  ]);
});

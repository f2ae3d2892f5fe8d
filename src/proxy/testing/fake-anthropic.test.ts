import { describe, expect, it } from 'vitest';
import { findFault } from './fake-anthropic-faults';
import { sealRedacted, signThinking } from './fake-anthropic-seals';
import { readClaudeCodeBodies } from './claude-code-bodies';
import type { FakeVendor } from './fake-rules';

const MODEL = 'claude-opus-4-5-20251101';
const base = { model: MODEL, max_tokens: 8000, messages: [{ role: 'user', content: 'Hi.' }] };
const fault = (more: object, beta = false) => findFault({ ...base, ...more }, beta, 'plain');
const user = (...content: unknown[]) => ({ role: 'user', content });
const assistant = (...content: unknown[]) => ({ role: 'assistant', content });
const text = (words: string) => ({ type: 'text', text: words });
const call = (id: string) => ({ type: 'tool_use', id, name: 'Bash', input: {} });
const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'ok' });
const thinking = (words: string, model = MODEL) => ({ type: 'thinking', thinking: words, signature: signThinking(model, words) });

it('takes what the real client sends, but for reasoning that another server made', () => {
  const faults = readClaudeCodeBodies('messages').map((body) => findFault(JSON.parse(body), true, 'plain'));
  expect(faults.length).toBeGreaterThan(100);
  // A stub made the reasoning in the recordings, and a call whose arguments were no JSON is recorded with a field of the client's own.
  const known = /Invalid `(signature|data)` in|input_json: Extra inputs/;
  expect(faults.filter((one) => one !== null && !known.test(one))).toEqual([]);
});

describe('it refuses as the real one does', () => {
  it.each<[string, object]>([
    ['novelty: Extra inputs are not permitted', { novelty: 1 }],
    ['context_management: Extra inputs are not permitted', { context_management: { edits: [] } }],
    ['max_tokens: Field required', { max_tokens: undefined }],
    ['allowed number of output tokens', { max_tokens: 64_001 }],
    ['range: 0..1', { temperature: 1.5 }],
    ['cannot both be specified', { temperature: 0.5, top_p: 0.5 }],
    ['`temperature` is deprecated', { model: 'claude-opus-5-5', temperature: 0.5 }],
    ['`top_k` is deprecated', { model: 'claude-sonnet-5', top_k: 5 }],
    ['only be set to 1', { temperature: 0.5, thinking: { type: 'enabled', budget_tokens: 2000 } }],
    ['must contain non-whitespace', { stop_sequences: ['\n'] }],
    ['greater than or equal to 1024', { thinking: { type: 'enabled', budget_tokens: 500 } }],
    ['must be greater than `thinking.budget_tokens`', { thinking: { type: 'enabled', budget_tokens: 8000 } }],
    [
      '"thinking.type.enabled" is not supported',
      { model: 'claude-opus-4-7', thinking: { type: 'enabled', budget_tokens: 2000 } },
    ],
    ['adaptive thinking is not supported', { thinking: { type: 'adaptive' } }],
    ['"thinking.type.disabled" is not supported', { model: 'claude-opus-5-5', thinking: { type: 'disabled' } }],
    ['"thinking.type.disabled" is not supported', { model: 'anthropic/claude-sonnet-5.5', thinking: { type: 'disabled' } }],
    ['"thinking.type.between_tools" is not supported', { model: 'claude-fable-5-2', thinking: { type: 'between_tools' } }],
    ['adaptive thinking is not supported', { model: 'claude-3-5-haiku-20241022', thinking: { type: 'adaptive' } }],
    ["effort level 'xhigh'", { model: 'claude-opus-4-6', output_config: { effort: 'xhigh' } }],
    [
      'forcing tool use is not supported',
      { model: 'claude-opus-5-5', tools: [{ name: 'a', input_schema: { type: 'object' } }], tool_choice: { type: 'any' } },
    ],
    ['does not support the effort parameter', { model: 'claude-haiku-4-5', output_config: { effort: 'low' } }],
    [
      'explicitly set to false',
      { output_config: { format: { type: 'json_schema', schema: { type: 'object', properties: {} } } } },
    ],
    ['String should match pattern', { tools: [{ name: 'a.b', input_schema: { type: 'object' } }] }],
    ['String should match pattern', { tools: [{ name: 'a'.repeat(129), input_schema: { type: 'object' } }] }],
    ['input_schema.type: Field required', { tools: [{ name: 'a', input_schema: {} }] }],
    [
      'Tool names must be unique',
      {
        tools: [
          { name: 'a', input_schema: { type: 'object' } },
          { name: 'a', input_schema: { type: 'object' } },
        ],
      },
    ],
    ['only be specified while providing tools', { tool_choice: { type: 'auto' } }],
    [
      'may not be enabled when tool_choice forces',
      {
        tools: [{ name: 'a', input_schema: { type: 'object' } }],
        tool_choice: { type: 'any' },
        thinking: { type: 'enabled', budget_tokens: 2000 },
      },
    ],
    ['Found 5', { system: Array.from({ length: 5 }, () => ({ ...text('s'), cache_control: { type: 'ephemeral' } })) }],
    ['first message must use', { messages: [assistant(text('Hi.'))] }],
    ['non-empty content', { messages: [user()] }],
    ['must be non-empty', { messages: [user(text(''))] }],
    ['non-whitespace', { messages: [user(text(' \n'))] }],
    [
      'does not support assistant message prefill',
      { model: 'claude-opus-4-6', messages: [user(text('Hi.')), assistant(text('I'))] },
    ],
    ["role 'system' is not supported", { messages: [user(text('Hi.')), { role: 'system', content: 'Now.' }] }],
    [
      'must immediately follow a user message',
      { model: 'm', messages: [user(text('Hi.')), assistant(text('A')), { role: 'system', content: 'Now.' }] },
    ],
    ['unexpected `tool_use_id`', { messages: [user(result('a'))] }],
    ['immediately after: a', { messages: [user(text('Hi.')), assistant(call('a')), user(text('No.'))] }],
    ['immediately after: a', { messages: [user(text('Hi.')), assistant(call('a')), user(text('First.'), result('a'))] }],
    ['immediately after: a', { messages: [user(text('Hi.')), assistant(call('a'))] }],
    ['tool_use.id: String should match', { messages: [user(text('Hi.')), assistant(call('functions.Bash:0'))] }],
    ['valid dictionary', { messages: [user(text('Hi.')), assistant({ ...call('a'), input: '{}' })] }],
    ['Invalid `signature`', { messages: [user(text('Hi.')), assistant(thinking('Hm.', 'other'))] }],
    ['Invalid `signature`', { messages: [user(text('Hi.')), assistant({ ...thinking('Hm.'), thinking: 'Changed.' })] }],
    ['Invalid `data`', { messages: [user(text('Hi.')), assistant({ type: 'redacted_thinking', data: 'x' })] }],
    [
      'Expected `thinking` or `redacted_thinking`, but found `tool_use`',
      {
        thinking: { type: 'enabled', budget_tokens: 2000 },
        messages: [user(text('Hi.')), assistant(call('a')), user(result('a'))],
      },
    ],
  ])('%s', (words, more) => {
    expect(fault(more)).toContain(words);
  });

  it('context edits that need thinking, only with the beta', () => {
    const edits = { context_management: { edits: [{ type: 'clear_thinking_20251015' }] } };
    expect(fault(edits, true)).toContain('requires `thinking`');
    expect(fault({ ...edits, thinking: { type: 'enabled', budget_tokens: 2000 } }, true)).toBeNull();
  });
});

it('takes its own reasoning back, whole, redacted or without its text, and turns of tools', () => {
  const silent = { ...thinking('Hm.'), thinking: '' };
  const redacted = { type: 'redacted_thinking', data: sealRedacted(MODEL) };
  const messages = [
    user(text('Hi.')),
    assistant(thinking('Hm.'), redacted, silent, call('a'), call('b')),
    user(result('b'), result('a'), text('And?')),
    assistant(call('c')),
    user(result('c')),
  ];
  expect(fault({ thinking: { type: 'enabled', budget_tokens: 2000 }, messages })).toBeNull();
});

it('refuses what other servers of the dialect refuse', () => {
  const refused = (more: object, vendor: FakeVendor) => findFault({ ...base, model: 'm', ...more }, true, vendor);
  expect(refused({ thinking: { type: 'disabled' }, output_config: { effort: 'high' } }, 'deepseek')).toContain(
    'cannot be disabled',
  );
  const loop = (...blocks: unknown[]) => [user(text('Go.')), assistant(...blocks), user(result('a'))];
  expect(refused({ messages: loop(call('a')) }, 'moonshot')).toContain('thinking block is missing');
  expect(refused({ messages: loop({ type: 'thinking', thinking: 'Hm.', signature: '' }, call('a')) }, 'moonshot')).toBeNull();
  expect(refused({ thinking: { type: 'disabled' }, messages: loop(call('a')) }, 'deepseek')).toBeNull();
  const reference = { ...result('a'), content: [{ type: 'tool_reference', tool_name: 'Write' }] };
  const searched = [user(text('Go.')), assistant(call('a')), user(reference)];
  expect(refused({ messages: searched }, 'zai')).toContain('tool_reference');
  expect(refused({ messages: searched }, 'plain')).toBeNull();
  const ruled = { messages: [user(text('Hi.')), { role: 'system', content: 'Now.' }] };
  expect(refused(ruled, 'strict-template')).toContain("Input should be 'user' or 'assistant'");
  expect(refused({ messages: [user(text('Hi.')), user(text('Ho.'))] }, 'strict-template')).toContain('must alternate');
  expect(refused(ruled, 'plain')).toBeNull();
});

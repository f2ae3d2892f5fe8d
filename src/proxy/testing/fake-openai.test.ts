import { expect, it } from 'vitest';
import { openaiRules } from './fake-openai';
import type { FakeVendor, SeenRequest } from './fake-rules';

const user = { role: 'user', content: 'Hi' };
const call = (id = 'c1') => ({ id, type: 'function', function: { name: 'Read', arguments: '{}' } });
const called = (more: object = {}) => ({ role: 'assistant', content: null, tool_calls: [call()], ...more });
const tool = { role: 'tool', tool_call_id: 'c1', content: 'text' };
const read = { type: 'function', function: { name: 'Read', parameters: { type: 'object', properties: {} } } };
const part = (fields: object) => ({ messages: [{ role: 'user', content: [fields] }] });

function refuse(vendor: FakeVendor, more: object): string {
  const body = { model: 'fake-model', messages: [user], ...more };
  const seen: SeenRequest = { method: 'POST', path: '/', headers: {}, rawBody: Buffer.alloc(0), body };
  const refusal = openaiRules.refuse(seen, null, vendor);
  return refusal === null ? 'taken' : `${refusal.status} ${JSON.stringify(refusal.body)}`;
}

it.each<[FakeVendor, object, string]>([
  ['plain', { top_k: 5 }, 'Unrecognized request argument supplied: top_k'],
  ['plain', { messages: [] }, "Invalid 'messages': empty array"],
  ['plain', { messages: [user, tool] }, 'must be a response to a preceding message'],
  ['plain', { messages: [user, called()] }, 'must be followed by tool messages'],
  ['plain', { messages: [user, called(), tool, tool] }, 'must be a response to a preceding message'],
  ['plain', { messages: [user, called({ reasoning_content: 'x' }), tool] }, "Unknown parameter: 'messages[1].reasoning_content'"],
  ['plain', { messages: [{ role: 'user', content: [] }] }, 'expected one of a string or array'],
  ['plain', { messages: [{ role: 'assistant', content: null }] }, 'expected one of a string or array'],
  ['plain', { messages: [user, called(), { ...tool, content: [{ type: 'image_url' }] }] }, "Supported values are: 'text'"],
  ['plain', part({ type: 'text', text: 'a', cache_control: {} }), 'cache_control'],
  ['plain', part({ type: 'file', file: { file_data: 'JVBE' } }), 'expected a base64 data URL'],
  ['plain', { tools: [] }, "Invalid 'tools': empty array"],
  ['plain', { tools: [{ type: 'function', function: { name: 'a'.repeat(65) } }] }, "Invalid 'tools[0].function.name'"],
  ['plain', { tools: [{ type: 'function', function: { name: 'a', parameters: { type: 'object' } } }] }, 'missing properties'],
  ['plain', { tool_choice: 'auto' }, "'tool_choice' is only allowed when 'tools' are specified"],
  ['plain', { tools: [read], tool_choice: { type: 'function', function: { name: 'Bash' } } }, 'not found in'],
  ['plain', { stop: ['a', 'b', 'c', 'd', 'e'] }, 'array too long'],
  ['plain', { stream_options: { include_usage: true } }, "only allowed when 'stream' is enabled"],
  ['plain', { response_format: { type: 'json_object' } }, "must contain the word 'json'"],
  ['openai', { model: 'gpt-5', max_tokens: 9 }, "Use 'max_completion_tokens' instead"],
  ['openai', { model: 'o3', temperature: 0.5 }, 'Only the default (1) value is supported'],
  ['openai', { model: 'gpt-5.6', tools: [read] }, 'use /v1/responses'],
  ['deepseek', { messages: [user, called(), tool] }, 'must be passed back to the API'],
  ['deepseek', { thinking: { type: 'disabled' }, reasoning_effort: 'high' }, 'cannot be disabled when reasoning_effort is set'],
  ['moonshot', { messages: [user, called(), tool] }, 'reasoning_content is missing in assistant tool call message at index 1'],
  ['mistral', { stream: true, stream_options: { include_usage: true } }, 'extra_forbidden'],
  ['mistral', { messages: [user, called(), tool] }, 'must be a-z, A-Z, 0-9, with a length of 9'],
  [
    'mistral',
    { messages: [user, called({ tool_calls: [call('abcdefgh1')] }), { ...tool, tool_call_id: 'abcdefgh1' }, user] },
    "Unexpected role 'user' after role 'tool'",
  ],
  [
    'groq',
    { messages: [user, called({ reasoning_content: 'x' }), tool] },
    "property 'messages.1.assistant.reasoning_content' is unsupported",
  ],
  ['groq', { include_reasoning: true, reasoning_format: 'parsed' }, 'cannot specify both'],
  [
    'openrouter',
    { messages: [user, called({ reasoning_details: [{ type: 'reasoning.text', text: 'a', signature: 'b' }] }), tool] },
    'Invalid `signature`',
  ],
  ['openrouter', { reasoning: { enabled: false, effort: 'high' } }, 'cannot be used'],
  ['zai', { tools: [read], tool_choice: 'required' }, 'Tool choice must be auto'],
  ['zai', { tools: [{ ...read, function: { ...read.function, strict: false } }] }, '1210'],
  ['minimax', { temperature: 0 }, 'temperature must be in (0, 1]'],
  ['strict-template', { messages: [user, { role: 'system', content: 'a' }] }, 'System message must be at the beginning'],
  ['strict-template', { messages: [user, called(), tool, user] }, 'roles must alternate'],
])('%s refuses %j', (vendor, body, words) => {
  expect(refuse(vendor, body)).toContain(words);
});

it.each<[FakeVendor, object]>([
  ['openai', { model: 'gpt-5.6', tools: [read], reasoning_effort: 'none', max_completion_tokens: 9 }],
  ['openai', { model: 'gpt-4.1', max_tokens: 9, temperature: 0.2 }],
  ['deepseek', { thinking: { type: 'disabled' }, messages: [user, called(), tool] }],
  ['deepseek', { messages: [user, called({ reasoning_content: 'So.' }), tool] }],
  ['openrouter', part({ type: 'text', text: 'a', cache_control: { type: 'ephemeral' } })],
  ['zai', { tools: [read], tool_choice: 'auto' }],
  [
    'strict-template',
    { messages: [{ role: 'system', content: 'a' }, user, called(), tool, { role: 'assistant', content: 'b' }, user] },
  ],
])('%s takes %j', (vendor, body) => {
  expect(refuse(vendor, body)).toBe('taken');
});

it('asks for the key that it was given', () => {
  const seen = {
    method: 'GET',
    path: '/',
    headers: { authorization: 'Bearer other' },
    rawBody: Buffer.alloc(0),
    body: undefined,
  };
  expect(openaiRules.refuse(seen, 'right', 'plain')).toMatchObject({ status: 401 });
});

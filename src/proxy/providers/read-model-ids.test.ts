import { expect, it } from 'vitest';
import { readModelIds } from './read-model-ids';

it.each([
  [
    'Anthropic',
    { data: [{ id: 'claude-opus-5-5', type: 'model', display_name: 'Claude Opus 5.5' }], has_more: false },
    ['claude-opus-5-5'],
  ],
  ['OpenAI', { object: 'list', data: [{ id: 'gpt-5.6-sol', object: 'model' }] }, ['gpt-5.6-sol']],
  ['Together', [{ id: 'openai/gpt-oss-120b', type: 'chat' }], ['openai/gpt-oss-120b']],
  ['Ollama', { models: [{ name: 'qwen3:8b', model: 'qwen3:8b', size: 1 }] }, ['qwen3:8b']],
  ['a server that has none', { data: [] }, []],
])('reads the list of %s', (_vendor, list, ids) => {
  expect(readModelIds(JSON.stringify(list))).toEqual(ids);
});

it('leaves out what Gemini lists and cannot chat with', () => {
  const models = [
    { name: 'models/gemini-3.8-flash', supportedGenerationMethods: ['generateContent', 'countTokens'] },
    { name: 'models/gemini-embedding-001', supportedGenerationMethods: ['embedContent'] },
  ];
  expect(readModelIds(JSON.stringify({ models }))).toEqual(['gemini-3.8-flash']);
});

it.each(['', '<html>', 'null', '3', '"models"', '{}', '{"data":{"id":"a"}}'])(
  'is null for a body that is no list: %s',
  (body) => {
    expect(readModelIds(body)).toBeNull();
  },
);

it('passes over entries without an id', () => {
  expect(readModelIds('{"data":[null, 3, {"id": 7}, {"id": "a"}]}')).toEqual(['a']);
});

import { describe, expect, it } from 'vitest';
import { readAddress } from './read-address';

const variables: Record<string, string> = { BOX: 'box.example', FULL: 'https://full.example/v1/chat/completions' };
const read = (address: string, hint: Parameters<typeof readAddress>[2] = null) =>
  readAddress(address, (name) => variables[name], hint);

describe('an endpoint', () => {
  it.each([
    ['https://api.openai.com/v1/chat/completions', { preset: 'openai' }],
    ['https://api.openai.com/v1/responses', { preset: 'openai' }],
    ['https://api.anthropic.com/v1/messages', { preset: 'anthropic' }],
    ['https://api.deepseek.com/anthropic/v1/messages', { preset: 'deepseek' }],
    ['https://api.deepseek.com', { preset: 'deepseek' }],
    ['https://api.groq.com/openai/v1/chat/completions/', { preset: 'groq' }],
    ['https://generativelanguage.googleapis.com/v1beta/models/', { preset: 'gemini' }],
    ['https://generativelanguage.googleapis.com/v1beta/openai/chat/completions', { preset: 'gemini' }],
    ['http://127.0.0.1:11434/v1/chat/completions', { preset: 'ollama' }],
    ['http://192.168.1.5:11434/api/chat', { preset: 'ollama', baseUrl: 'http://192.168.1.5:11434' }],
    [
      'https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions',
      { preset: 'dashscope', dialect: 'openai-chat', baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1' },
    ],
    [
      'https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21',
      { preset: 'azure-openai', baseUrl: 'https://r.openai.azure.com/openai/v1' },
    ],
    [
      'https://bedrock-runtime.eu-west-1.amazonaws.com/anthropic/v1/messages',
      { preset: 'bedrock', baseUrl: 'https://bedrock-runtime.eu-west-1.amazonaws.com/anthropic' },
    ],
    [
      'http://localhost:8000/v1/chat/completions',
      { preset: 'custom', dialect: 'openai-chat', baseUrl: 'http://localhost:8000/v1' },
    ],
    ['https://openrouter.ai.evil.example/api/v1/chat/completions', { preset: 'custom' }],
    ['https://$BOX/v1/chat/completions', { preset: 'custom', baseUrl: 'https://${BOX}/v1' }],
    ['$FULL', { preset: 'custom', baseUrl: 'https://full.example/v1' }],
  ])('%s is known', (address, expected) => {
    expect(read(address)).toMatchObject(expected);
    if (!('baseUrl' in expected) && expected.preset !== 'custom') expect(read(address)).not.toHaveProperty('baseUrl');
  });

  it('is spoken to as its transformers say where its path does not', () => {
    expect(read('https://h.example/gemini', 'gemini')).toMatchObject({ dialect: 'gemini', baseUrl: 'https://h.example/gemini' });
    expect(read('https://h.example/x')).toMatchObject({
      dialect: 'openai-chat',
      note: expect.stringContaining('check') as string,
    });
  });

  it('loses what may be secret, and says so without it', () => {
    const known = read('https://me:pass-word@h.example/v1/chat/completions?key=query-secret');
    expect(known).toMatchObject({ baseUrl: 'https://h.example/v1', note: expect.stringMatching(/\?.*password/s) as string });
    expect(JSON.stringify(known)).not.toMatch(/pass-word|query-secret/);
  });

  it.each([
    '',
    'h.example/v1',
    'ftp://h.example',
    'http://',
    '$UNSET/v1/chat/completions',
    'https://h.example/{region}/v1/chat/completions',
    'https://us-central1-aiplatform.googleapis.com',
  ])('"%s" is refused with a sentence', (address) => {
    expect(read(address)).toEqual({ problem: expect.stringMatching(/\.$/) as string });
  });
});

import { describe, expect, it } from 'vitest';
import { findFamily } from './model-family';

describe('findFamily', () => {
  it.each([
    'claude-opus-4-7',
    'claude-opus-4-7-20260416',
    'anthropic/claude-opus-4.8',
    'claude-opus-4-10',
    'us.anthropic.claude-sonnet-5-v1:0',
    'claude-opus-5-5',
    'claude-haiku-5-5[1m]',
    'Claude-Fable-5',
    'claude-mythos-5',
  ])('knows %s for a Claude of the newer vocabulary', (model) => {
    expect(findFamily(model)).toMatchObject({ encoding: 'claude', correction: 1.43 });
  });

  it.each([
    'claude-opus-4-20250514',
    'claude-opus-4-1-20250805',
    'claude-opus-4-5-20251101',
    'claude-opus-4-6',
    'claude-sonnet-4@20250514',
    'anthropic/claude-sonnet-4.5',
    'claude-3-5-haiku-20241022',
    'claude-3-opus-latest',
    'claude-instant-1.2',
  ])('knows %s for an older Claude', (model) => {
    expect(findFamily(model)).toMatchObject({ encoding: 'claude', correction: 1.1 });
  });

  it('corrects Gemini, and counts all others as OpenAI', () => {
    expect(findFamily('google/gemini-3-pro-preview')).toMatchObject({ encoding: 'o200k', correction: 1.08 });
    for (const model of ['gpt-5.6', 'o3', 'qwen3:8b', 'deepseek-reasoner', 'glm-5.2', 'my-model', '', undefined])
      expect(findFamily(model)).toEqual({ encoding: 'o200k', correction: 1, tokensPerCharacter: 0.25 });
  });

  it('estimates more tokens a character for a vocabulary that makes more', () => {
    const [older, newer] = [findFamily('claude-opus-4-6'), findFamily('claude-opus-4-7')];
    expect(newer.tokensPerCharacter / older.tokensPerCharacter).toBeCloseTo(1.3);
  });
});

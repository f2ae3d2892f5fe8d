import { describe, expect, it } from 'vitest';
import type { PresetSummary, ProviderSummary } from '../../../shared/model/provider';
import { checkDraft, draftFromPreset, draftFromProvider, idFromName, toProviderInput } from './provider-draft';

const openrouter: PresetSummary = {
  id: 'openrouter',
  name: 'OpenRouter',
  baseUrl: 'https://openrouter.example/api/v1',
  dialect: 'openai-chat',
  needsKey: true,
  keyLooksLike: 'sk-or-v1-…',
  keyUrl: null,
  keyVariable: 'OPENROUTER_API_KEY',
  suggestedModels: ['openai/gpt-oss-120b', 'qwen/qwen3-coder'],
};
const saved: ProviderSummary = {
  id: 'openrouter',
  name: 'Mine',
  preset: 'openrouter',
  baseUrl: 'https://openrouter.example/api/v1',
  dialect: 'openai-chat',
  enabled: true,
  key: { source: 'keychain', variable: null, present: true, lastFour: '4f2a', problem: null },
  models: ['qwen/qwen3-coder'],
  usedBy: ['default'],
};

describe('a new provider', () => {
  it('takes the first id that is free', () => {
    expect(draftFromPreset(openrouter, ['openrouter', 'openrouter-2'], true).id).toBe('openrouter-3');
  });

  it('reads its key from the environment where there is no keychain', () => {
    const draft = draftFromPreset(openrouter, [], false);
    expect(draft.keyChoice).toBe('env');
    expect(toProviderInput(draft).key).toEqual({ kind: 'env', variable: 'OPENROUTER_API_KEY' });
  });

  it('leaves to the preset what the preset says', () => {
    const input = toProviderInput({ ...draftFromPreset(openrouter, [], true), secret: ' sk-or-v1-abc ' });
    expect(input).toMatchObject({ name: null, baseUrl: null, dialect: null, key: { kind: 'set', secret: 'sk-or-v1-abc' } });
  });

  it('names each field that stops it', () => {
    const draft = { ...draftFromPreset(openrouter, ['mine'], true), id: 'mine', baseUrl: 'openrouter', models: [] };
    expect(Object.keys(checkDraft(draft, ['mine']))).toEqual(['id', 'baseUrl', 'key', 'models']);
  });
});

describe('an edited provider', () => {
  it('keeps the key that the keychain holds while none is typed', () => {
    const draft = draftFromProvider(saved, openrouter);
    expect(checkDraft(draft, ['openrouter'])).toEqual({});
    expect(toProviderInput(draft)).toMatchObject({ previousId: 'openrouter', name: 'Mine', key: { kind: 'keep' } });
  });

  it('refuses to replace the key by nothing', () => {
    const draft = { ...draftFromProvider(saved, openrouter), keepsKey: false };
    expect(checkDraft(draft, ['openrouter']).key).toBeDefined();
  });
});

it('makes an id of a name', () => {
  expect(idFromName('My Gateway (EU)')).toBe('my-gateway-eu');
  expect(idFromName('…')).toBe('');
});

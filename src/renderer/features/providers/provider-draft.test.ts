import { describe, expect, it } from 'vitest';
import type { PresetSummary, ProviderSummary } from '../../../shared/model/provider';
import { describeSpeech, spokenDialects } from './describe-speech';
import {
  changeDialect,
  checkDraft,
  draftFromPreset,
  draftFromProvider,
  idFromName,
  toProviderInput,
  type ProviderDraft,
} from './provider-draft';

const openrouter: PresetSummary = {
  id: 'openrouter',
  name: 'OpenRouter',
  group: 'host',
  endpoints: [
    { dialect: 'anthropic-messages', baseUrl: 'https://openrouter.example/api', onRequest: false },
    { dialect: 'openai-chat', baseUrl: 'https://openrouter.example/api/v1', onRequest: false },
    { dialect: 'openai-responses', baseUrl: 'https://openrouter.example/beta', onRequest: true },
  ],
  baseUrlPattern: null,
  otherAddresses: [],
  needsKey: true,
  keyLooksLike: 'sk-or-v1-…',
  keyUrl: null,
  keyVariable: 'OPENROUTER_API_KEY',
  suggestedModels: ['openai/gpt-oss-120b', 'qwen/qwen3-coder'],
};
const azure: PresetSummary = {
  ...openrouter,
  id: 'azure-openai',
  name: 'Azure OpenAI',
  group: 'cloud',
  endpoints: [
    { dialect: 'openai-responses', baseUrl: null, onRequest: false },
    { dialect: 'openai-chat', baseUrl: null, onRequest: true },
  ],
  baseUrlPattern: 'https://{resource}.openai.example/v1',
};
const saved: ProviderSummary = {
  id: 'openrouter',
  name: 'Mine',
  preset: 'openrouter',
  baseUrl: 'https://openrouter.example/api',
  dialect: null,
  dialects: ['anthropic-messages', 'openai-chat'],
  enabled: true,
  keys: [{ id: 'keychain', label: 'keychain', source: 'keychain', name: null, present: true, lastFour: '4f2a', problem: null }],
  models: ['qwen/qwen3-coder'],
  usedBy: ['default'],
};

function withSecret(draft: ProviderDraft, secret: string): ProviderDraft {
  return { ...draft, keys: draft.keys.map((key) => ({ ...key, secret })) };
}

describe('a new provider', () => {
  it('takes the first id that is free', () => {
    expect(draftFromPreset(openrouter, ['openrouter', 'openrouter-2'], true).id).toBe('openrouter-3');
  });

  it('reads its key from the environment where there is no keychain', () => {
    const draft = draftFromPreset(openrouter, [], false);
    expect(toProviderInput(draft).keys).toEqual([{ kind: 'env', variable: 'OPENROUTER_API_KEY' }]);
  });

  it('leaves to the preset what the preset says', () => {
    const input = toProviderInput(withSecret(draftFromPreset(openrouter, [], true), ' sk-or-v1-abc '));
    expect(input).toMatchObject({ name: null, baseUrl: null, dialect: null });
    expect(input.keys).toEqual([{ kind: 'set', name: null, secret: 'sk-or-v1-abc' }]);
  });

  it('names each field that stops it', () => {
    const draft = { ...draftFromPreset(openrouter, ['mine'], true), id: 'mine', baseUrl: 'openrouter', models: [] };
    expect(Object.keys(checkDraft(draft, ['mine']))).toEqual(['id', 'baseUrl', 'keys', 'models']);
  });
});

describe('the address and the dialects', () => {
  const draft = draftFromPreset(openrouter, [], true);

  it('begin with all that the preset speaks of itself', () => {
    expect(spokenDialects(draft)).toEqual(['anthropic-messages', 'openai-chat']);
    expect(describeSpeech(draft)).toBe(
      'Speaks anthropic-messages and openai-chat. A client that speaks one of them passes through, bytes unchanged; others are translated.',
    );
  });

  it('go together when another dialect is chosen, and the address is still left to the preset', () => {
    const changed = { ...draft, ...changeDialect(draft, 'openai-responses') };
    expect(changed).toMatchObject({ dialect: 'openai-responses', baseUrl: 'https://openrouter.example/beta' });
    expect(toProviderInput(changed)).toMatchObject({ baseUrl: null, dialect: 'openai-responses' });
    expect(changeDialect(changed, null)).toEqual({ dialect: null, baseUrl: 'https://openrouter.example/api' });
  });

  it('stay apart where the address is the user’s own, which serves the preferred dialect only', () => {
    const own = { ...draft, baseUrl: 'https://gateway.example' };
    expect(changeDialect(own, 'openai-chat')).toEqual({ dialect: 'openai-chat' });
    expect(spokenDialects(own)).toEqual(['anthropic-messages']);
    expect(toProviderInput(own)).toMatchObject({ baseUrl: 'https://gateway.example', dialect: null });
  });

  it('begin with a pattern where there is no fixed address, and are refused until it is filled in', () => {
    const cloud = withSecret(draftFromPreset(azure, [], true), 'k');
    expect(cloud.baseUrl).toBe('https://{resource}.openai.example/v1');
    expect(checkDraft(cloud, []).baseUrl).toBe('Put your own in place of {resource}.');
    const filled = { ...cloud, baseUrl: 'https://mine.openai.example/v1' };
    expect(checkDraft(filled, [])).toEqual({});
    expect(toProviderInput(filled)).toMatchObject({ baseUrl: 'https://mine.openai.example/v1', dialect: null });
    expect(spokenDialects(filled)).toEqual(['openai-responses']);
  });
});

describe('an edited provider', () => {
  it('keeps the key that the keychain holds while none is typed', () => {
    const draft = draftFromProvider(saved, openrouter);
    expect(checkDraft(draft, ['openrouter'])).toEqual({});
    expect(toProviderInput(draft)).toMatchObject({
      previousId: 'openrouter',
      name: 'Mine',
      keys: [{ kind: 'keep', name: null }],
    });
  });

  it('refuses to replace the key by nothing', () => {
    const draft = draftFromProvider(saved, openrouter);
    const emptied = { ...draft, keys: draft.keys.map((key) => ({ ...key, keepsKey: false })) };
    expect(checkDraft(emptied, ['openrouter']).keys).toEqual([expect.stringContaining('Paste a key')]);
  });
});

it('makes an id of a name', () => {
  expect(idFromName('My Gateway (EU)')).toBe('my-gateway-eu');
  expect(idFromName('…')).toBe('');
});

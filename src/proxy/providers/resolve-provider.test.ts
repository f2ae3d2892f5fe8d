import { describe, expect, it } from 'vitest';
import { ProviderConfig } from '../../shared/config/config-schema';
import { catalog } from './catalog';
import { providerHeaders, resolveModel, resolveProvider } from './resolve-provider';

type Entries = Record<string, unknown>;
const resolve = (entries: Entries) => resolveProvider(ProviderConfig.parse({ id: 'p', ...entries }), null);
const modelOf = (entries: Entries, model: string, client = 'anthropic-messages') => resolveModel(resolve(entries), model, client);

describe('a provider of the config', () => {
  it('has all that its preset speaks, in order, and nothing that has to be asked for', () => {
    expect(resolve({ preset: 'deepseek' }).endpoints.map(({ dialect, baseUrl }) => [dialect, baseUrl])).toEqual([
      ['anthropic-messages', 'https://api.deepseek.com/anthropic'],
      ['openai-chat', 'https://api.deepseek.com'],
    ]);
    expect(resolve({ preset: 'ollama' }).endpoints.map(({ dialect }) => dialect)).toEqual(['ollama']);
  });

  it('has one endpoint where it names a dialect, with the preset’s address and habits', () => {
    const { endpoints, modelsUrl } = resolve({ preset: 'ollama', dialect: 'anthropic-messages' });
    expect(endpoints).toHaveLength(1);
    expect(endpoints[0]).toMatchObject({ dialect: 'anthropic-messages', baseUrl: 'http://localhost:11434' });
    expect(endpoints[0].quirks.sanitise).toContain('thinking-off-when-absent');
    expect(modelsUrl).toBe('http://localhost:11434/api/tags');
  });

  it('lists models at the preset’s own place whichever dialect it is called in', () => {
    expect(resolve({ preset: 'lm-studio', dialect: 'openai-chat' }).modelsUrl).toBe('http://localhost:1234/v1/models');
    expect(resolve({ preset: 'kimi-code' })).toMatchObject({
      modelsUrl: 'https://api.kimi.com/coding/v1/models',
      modelsAuth: 'bearer',
    });
  });

  it('has one endpoint at an address of its own, and keeps the vendor’s habits there', () => {
    const { endpoints, modelsUrl, keyCheckUrl } = resolve({ preset: 'openrouter', baseUrl: 'https://gateway.example/or//' });
    expect(endpoints).toHaveLength(1);
    expect(endpoints[0]).toMatchObject({ dialect: 'anthropic-messages', baseUrl: 'https://gateway.example/or', auth: 'bearer' });
    expect(endpoints[0].quirks.sanitise).toContain('drop-attribution');
    expect([modelsUrl, keyCheckUrl]).toEqual(['https://gateway.example/or/v1/models', null]);
  });

  it('has the list of models where servers of its dialect have it, if it is a custom one', () => {
    const listOf = (dialect: string) => resolve({ dialect, baseUrl: 'http://h' }).modelsUrl;
    expect(['anthropic-messages', 'openai-chat', 'openai-responses', 'gemini', 'ollama'].map(listOf)).toEqual([
      'http://h/v1/models',
      'http://h/models',
      'http://h/models',
      'http://h/models?pageSize=1000',
      'http://h/api/tags',
    ]);
  });

  it('has no list of models where the vendor has none', () => {
    expect(resolve({ preset: 'vertex', baseUrl: 'https://europe-west1-aiplatform.googleapis.com/x' }).modelsUrl).toBeNull();
  });

  it('sends its key as the endpoint wants it, unless the config says otherwise', () => {
    const authOf = (entries: Entries) => resolve(entries).endpoints.map(({ auth }) => auth);
    expect(authOf({ preset: 'kimi-code' })).toEqual(['x-api-key', 'bearer']);
    expect(authOf({ preset: 'kimi-code', auth: 'bearer' })).toEqual(['bearer', 'bearer']);
    expect(authOf({ dialect: 'anthropic-messages', baseUrl: 'http://h' })).toEqual(['x-api-key']);
    expect(authOf({ dialect: 'gemini', baseUrl: 'http://h' })).toEqual(['x-goog-api-key']);
    expect(authOf({ dialect: 'openai-responses', baseUrl: 'http://h' })).toEqual(['bearer']);
  });

  it('needs a key where the vendor does, or where the config reads one, and never with source none', () => {
    const needs = (entries: Entries) => resolve(entries).needsKey;
    expect(needs({ preset: 'groq' })).toBe(true);
    expect(needs({ preset: 'groq', keys: { source: 'none' } })).toBe(false);
    expect(needs({ preset: 'ollama' })).toBe(false);
    expect(needs({ preset: 'ollama', keys: { source: 'env', name: 'OLLAMA_API_KEY' } })).toBe(true);
    expect(needs({ dialect: 'openai-chat', baseUrl: 'http://h' })).toBe(true);
  });

  it('is the simulator where the app says that it listens', () => {
    const config = ProviderConfig.parse({ id: 's', preset: 'simulator' });
    expect(resolveProvider(config, 'http://127.0.0.1:9/v1')).toMatchObject({
      modelsUrl: 'http://127.0.0.1:9/v1/models',
      playMoney: true,
    });
    expect(resolveProvider(config, null).endpoints[0].baseUrl).toBe('');
  });
});

describe('a model', () => {
  it('is called where the client’s own dialect is spoken, or else at the first place', () => {
    const dialectFor = (client: string) => modelOf({ preset: 'deepseek' }, 'deepseek-v4-pro', client).endpoint.dialect;
    expect(['anthropic-messages', 'openai-chat', 'openai-responses'].map(dialectFor)).toEqual([
      'anthropic-messages',
      'openai-chat',
      'anthropic-messages',
    ]);
  });

  it('is called by Responses only where chat refuses its tools (pitfall 33)', () => {
    const dialectOf = (model: string, client = 'openai-chat') => modelOf({ preset: 'openai' }, model, client).endpoint.dialect;
    for (const model of ['gpt-5.4', 'gpt-5.6-sol', 'gpt-6-astra', 'gpt-5.2-codex', 'gpt-5-pro', 'o3-pro'])
      expect(dialectOf(model), model).toBe('openai-responses');
    for (const model of ['gpt-5', 'gpt-5.1', 'gpt-4.1', 'o3']) expect(dialectOf(model), model).toBe('openai-chat');
    expect(dialectOf('gpt-4.1', 'anthropic-messages')).toBe('openai-responses');
    expect(modelOf({ preset: 'openai', dialect: 'openai-chat' }, 'gpt-6-astra').endpoint.dialect).toBe('openai-chat');
  });

  it('has a reasoning switch in the words of the dialect that it is called in', () => {
    const highAt = (dialect: string) => modelOf({ preset: 'openai', dialect }, 'gpt-5.6-sol').quirks.reasoning?.effort.high;
    expect(highAt('openai-responses')).toEqual({ reasoning: { effort: 'high', summary: 'auto' } });
    expect(highAt('openai-chat')).toEqual({ reasoning_effort: 'high' });
  });

  it('has the dialect’s habits, then the vendor’s, the endpoint’s, the model’s, and the user’s over all', () => {
    const quirks = { toolNameLimit: 40, promptCacheKey: false };
    const resolved = modelOf({ preset: 'groq', quirks }, 'openai/gpt-oss-120b').quirks;
    expect(resolved).toMatchObject({
      toolSchema: 'json-schema',
      maxTokensField: 'max_completion_tokens',
      structuredOutput: 'json-schema',
      toolNameLimit: 40,
    });
  });

  it('has the user’s limits, else the preset’s, else the price table’s window, else none', () => {
    const models = [{ id: 'glm-5.3', contextWindow: 5_000 }];
    const limitsOf = (entries: Entries, model: string) => modelOf(entries, model).model;
    expect(limitsOf({ preset: 'zai', models }, 'glm-5.3')).toEqual({
      id: 'glm-5.3',
      contextWindow: 5_000,
      maxOutputTokens: 131_072,
    });
    // The table still has the window of a model that this name meant once.
    expect(limitsOf({ preset: 'deepseek' }, 'deepseek-chat').contextWindow).toBe(1_000_000);
    expect(limitsOf({ preset: 'xai' }, 'grok-code-fast-1')).toEqual({ id: 'grok-code-fast-1', contextWindow: 256_000 });
    expect(limitsOf({ preset: 'ollama' }, 'never-heard-of')).toEqual({ id: 'never-heard-of' });
  });
});

it('never sends the key in two headers, and the user’s own headers always', () => {
  const provider = resolve({ preset: 'stepfun', headers: { 'X-Team': 'a' } });
  const [messages, chat] = provider.endpoints;
  expect(providerHeaders(provider, messages, 'k')).toEqual({ 'x-team': 'a', 'x-api-key': 'k' });
  expect(providerHeaders(provider, chat as typeof messages, 'k')).toEqual({ 'x-team': 'a', authorization: 'Bearer k' });
  expect(providerHeaders(provider, messages, null)).toEqual({ 'x-team': 'a' });
});

it('resolves every preset for every client', () => {
  for (const preset of Object.values(catalog)) {
    const needs = preset.endpoints[0]?.baseUrl === null && preset.id !== 'simulator';
    const provider = resolve({
      preset: preset.id,
      ...(needs && { baseUrl: 'https://h.example/v1' }),
      ...(preset.id === 'custom' && { dialect: 'openai-chat' }),
    });
    for (const client of ['anthropic-messages', 'openai-chat', 'openai-responses']) {
      for (const model of [...preset.suggestedModels, 'anything']) {
        const { endpoint, quirks } = resolveModel(provider, model, client);
        expect(provider.endpoints).toContain(endpoint);
        expect(quirks.toolNameLimit).toBeGreaterThan(0);
      }
    }
  }
});

describe('what a request that goes through leaves behind', () => {
  const sanitise = (entries: Entries, model: string) => modelOf({ preset: 'openrouter', ...entries }, model).quirks.sanitise;

  it('is what the endpoint says and what the rules of the model add to it, each once', () => {
    const own = ['drop-attribution', 'drop-safeguards'];
    expect(sanitise({}, 'anthropic/claude-opus-4.6')).toEqual([
      ...own,
      'plain-tool-ids',
      'fold-system-messages',
      'restate-thinking',
    ]);
    expect(sanitise({}, 'moonshotai/kimi-k3')).toEqual([...own, 'plain-tool-search', 'drop-claude-only']);
  });

  it('is the user’s list alone where there is one', () => {
    expect(sanitise({ quirks: { sanitise: ['drop-betas'] } }, 'anthropic/claude-opus-4.6')).toEqual(['drop-betas']);
  });
});

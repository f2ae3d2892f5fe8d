import { describe, expect, it } from 'vitest';
import { reasoningFragment } from '../canonical/reasoning-fragment';
import { EMPTY_REQUEST, type Reasoning } from '../canonical/request';
import { upstreamDialects } from '../dialects/registry';
import { ProviderConfig } from '../../shared/config/config-schema';
import type { Effort } from '../../shared/model/quirks';
import { resolveModel, resolveProvider, type ResolvedModel } from './resolve-provider';

const at = (preset: string, model: string, dialect?: string): ResolvedModel =>
  resolveModel(resolveProvider(ProviderConfig.parse({ id: 'p', preset, dialect, ...placeOf(preset) }), null), model, 'none');

/** Presets that have no address of their own need one. */
const placeOf = (preset: string) => (['bedrock', 'custom'].includes(preset) ? { baseUrl: 'https://p' } : {});

const off: Reasoning = { mode: 'off', effort: null, budgetTokens: null };
const on = (effort: Effort | null, budgetTokens: number | null = null): Reasoning => ({ mode: 'on', effort, budgetTokens });
const says = ({ quirks }: ResolvedModel, reasoning: Reasoning) => reasoningFragment(reasoning, quirks.reasoning);

describe('Claude', () => {
  it('before 4.6 thinks by budget', () => {
    for (const id of [
      'claude-opus-4-1-20250805',
      'claude-sonnet-4-5-20250929',
      'claude-haiku-4-5',
      'claude-opus-4-20250514',
      'claude-3-7-sonnet-latest',
    ]) {
      expect(says(at('anthropic', id), on('high')), id).toEqual({ thinking: { type: 'enabled', budget_tokens: 31_999 } });
      expect(says(at('anthropic', id), on(null, 500)), id).toEqual({ thinking: { type: 'enabled', budget_tokens: 1_024 } });
      expect(says(at('anthropic', id), off), id).toEqual({ thinking: { type: 'disabled' } });
    }
  });

  it('names an effort beside the budget at Opus 4.5 only, and does not think at all before 3.7', () => {
    const { thinking, output_config: output } = says(at('anthropic', 'claude-opus-4-5'), on('xhigh'));
    expect([thinking, output]).toEqual([{ type: 'enabled', budget_tokens: 31_999 }, { effort: 'high' }]);
    for (const id of ['claude-3-5-haiku-20241022', 'claude-3-opus-20240229', 'anthropic/claude-3.5-sonnet'])
      for (const reasoning of [on('high'), on(null, 5000), off]) expect(says(at('anthropic', id), reasoning), id).toEqual({});
  });

  it('from 4.6 on thinks by effort', () => {
    const high = { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } };
    for (const id of [
      'claude-opus-4-6',
      'claude-sonnet-4-6',
      'claude-opus-4-8',
      'claude-opus-5',
      'claude-sonnet-5',
      'claude-haiku-5-5',
      'claude-opus-5-5',
    ]) {
      expect(says(at('anthropic', id), on('high')), id).toEqual(high);
    }
    expect(says(at('anthropic', 'claude-opus-4-6'), on('xhigh'))).toEqual(high);
    expect(says(at('anthropic', 'claude-opus-5'), on('xhigh'))).toMatchObject({ output_config: { effort: 'xhigh' } });
  });

  it('is turned off as each generation lets itself be turned off', () => {
    const offAt = (id: string) => says(at('anthropic', id), off);
    for (const id of ['claude-opus-4-6', 'claude-opus-5', 'claude-sonnet-5', 'claude-haiku-5-5'])
      expect(offAt(id), id).toEqual({ thinking: { type: 'disabled' } });
    for (const id of ['claude-opus-5-5', 'claude-fable-5-1', 'claude-mythos-5'])
      expect(offAt(id), id).toEqual({ output_config: { effort: 'low' } });
    expect(offAt('claude-sonnet-5-5')).toEqual({ thinking: { type: 'between_tools' } });
  });

  it('from 4.7 on is sent no temperature (pitfall 57)', () => {
    const refuses = (id: string) => at('anthropic', id).quirks.refusedParameters.length > 0;
    for (const id of [
      'claude-opus-4-7',
      'claude-opus-4-8',
      'claude-opus-5',
      'claude-sonnet-5-5',
      'claude-haiku-5-5',
      'claude-fable-5-2',
    ])
      expect(refuses(id), id).toBe(true);
    for (const id of ['claude-opus-4-6', 'claude-sonnet-4-5', 'claude-opus-4-20250514', 'claude-3-opus-20240229'])
      expect(refuses(id), id).toBe(false);
  });

  it('is sent what each generation takes when a request goes through', () => {
    const sanitising = (id: string, preset = 'anthropic') => new Set(at(preset, id, 'anthropic-messages').quirks.sanitise);
    const ids = ['plain-tool-ids'];
    const older = new Set([...ids, 'fold-system-messages', 'restate-thinking']);
    for (const id of ['claude-sonnet-4-5', 'claude-haiku-4-5', 'claude-opus-4-5-20251101', 'claude-3-5-haiku-20241022'])
      expect(sanitising(id), id).toEqual(older);
    for (const id of ['claude-opus-4-6', 'claude-sonnet-4-6']) expect(sanitising(id), id).toEqual(older);
    expect(sanitising('claude-opus-4-7')).toEqual(new Set([...older, 'drop-sampling']));
    const newer = [...ids, 'restate-thinking', 'drop-sampling'];
    for (const id of ['claude-opus-4-8', 'claude-sonnet-5', 'claude-sonnet-5-20260301', 'claude-haiku-5-5'])
      expect(sanitising(id), id).toEqual(new Set(newer));
    for (const id of ['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-fable-5-1', 'claude-mythos-5'])
      expect(sanitising(id), id).toEqual(new Set([...newer, 'no-forced-tool']));
    const resold = new Set(['drop-attribution', 'drop-safeguards', ...older]);
    expect(sanitising('anthropic/claude-sonnet-4.5', 'openrouter')).toEqual(resold);
    expect(sanitising('claude-sonnet-4-5', 'custom')).toEqual(resold);
    expect(sanitising('global.anthropic.claude-sonnet-4-5', 'bedrock')).toEqual(new Set([...resold, 'drop-betas']));
  });

  it('keeps system messages in place from Opus 4.8 on only (pitfall 35)', () => {
    const folds = (id: string) => at('anthropic', id).quirks.systemMessages;
    for (const id of ['claude-opus-4-7', 'claude-sonnet-4-6', 'claude-haiku-4-5', 'claude-3-opus-20240229'])
      expect(folds(id), id).toBe('fold');
    for (const id of ['claude-opus-4-8', 'claude-sonnet-5', 'claude-opus-5-5']) expect(folds(id), id).toBe('keep');
  });

  it('is told from other models of a host that has both', () => {
    const toldApart = (preset: string, id: string) =>
      at(preset, id, 'anthropic-messages').quirks.sanitise.includes('plain-tool-search');
    for (const preset of ['openrouter', 'custom']) {
      expect(toldApart(preset, 'moonshotai/kimi-k3'), preset).toBe(true);
      expect(toldApart(preset, 'anthropic/claude-opus-5.5'), preset).toBe(false);
    }
    expect(toldApart('deepseek', 'deepseek-v4-pro')).toBe(true);
  });

  it('has the limits of its generation', () => {
    const limits = (id: string) => {
      const { contextWindow, maxOutputTokens } = at('anthropic', id).model;
      return [contextWindow, maxOutputTokens];
    };
    expect(limits('claude-opus-5-5')).toEqual([1_000_000, 128_000]);
    expect(limits('claude-opus-4-6')).toEqual([1_000_000, 128_000]);
    expect(limits('claude-sonnet-4-6')).toEqual([1_000_000, 64_000]);
    expect(limits('claude-opus-4-5-20251101')).toEqual([200_000, 64_000]);
    expect(limits('claude-opus-4-1-20250805')).toEqual([200_000, 32_000]);
    expect(limits('claude-sonnet-4-20250514')).toEqual([200_000, 64_000]);
    expect(limits('claude-3-5-haiku-20241022')).toEqual([200_000, 8_192]);
    expect(limits('claude-3-opus-20240229')).toEqual([200_000, 4_096]);
  });

  it('is known behind a region or a vendor’s name, and with dots', () => {
    expect(at('openrouter', 'anthropic/claude-opus-5.5').quirks.toolChoice).toBe('auto-only');
    expect(says(at('openrouter', 'anthropic/claude-sonnet-4.5'), on('low'))).toMatchObject({
      thinking: { budget_tokens: 4_096 },
    });
    expect(at('openrouter', 'anthropic/claude-opus-4.7-fast').quirks.refusedParameters).toContain('temperature');
  });
});

describe('OpenAI', () => {
  it('is told the effort that the model has, and the nearest below where it has not', () => {
    const effortAt = (id: string, reasoning: Reasoning) => says(at('openai', id), reasoning);
    expect(effortAt('gpt-5.6-sol', on('max'))).toEqual({ reasoning: { effort: 'max', summary: 'auto' } });
    expect(effortAt('gpt-5.4', on('max'))).toEqual({ reasoning: { effort: 'xhigh', summary: 'auto' } });
    expect(effortAt('gpt-5.1', on('xhigh'))).toEqual({ reasoning: { effort: 'high', summary: 'auto' } });
    expect(effortAt('gpt-5-pro', on('low'))).toEqual({ reasoning: { effort: 'high', summary: 'auto' } });
    expect(effortAt('gpt-5.6-sol', on(null))).toEqual({ reasoning: { summary: 'auto' } });
  });

  it('is turned off by none where that is known, and else set to the lowest that goes with a search', () => {
    const offAt = (id: string) => says(at('openai', id), off);
    expect(offAt('gpt-5.6-sol')).toEqual({ reasoning: { effort: 'none' } });
    for (const id of ['gpt-5', 'o3', 'gpt-6-astra', 'gpt-5.3-codex'])
      expect(offAt(id), id).toEqual({ reasoning: { effort: 'low' } });
  });

  it('tells what a search has found, beside the reasoning that goes back', () => {
    const { quirks } = at('openai', 'gpt-5.6-sol');
    const request = { ...EMPTY_REQUEST, webSearch: { maxUses: null, allowedDomains: [], blockedDomains: [] } };
    const target = {
      model: 'gpt-5.6-sol',
      quirks,
      limits: { contextWindow: undefined, maxOutputTokens: undefined },
      inputEstimate: 0,
    };
    expect(upstreamDialects['openai-responses'].buildRequest(request, target)).toMatchObject({
      tools: [{ type: 'web_search' }],
      include: ['reasoning.encrypted_content', 'web_search_call.action.sources'],
    });
  });

  it('is sent nothing about reasoning, but its temperature, where the model does not reason', () => {
    for (const id of ['gpt-4.1', 'gpt-4o-mini', 'chatgpt-4o-latest', 'something-new']) {
      expect(says(at('openai', id), on('high')), id).toEqual({});
      expect(at('openai', id).quirks.refusedParameters, id).toEqual([]);
    }
    expect(says(at('openai', 'gpt-5-chat-latest'), off)).toEqual({});
    expect(at('openai', 'o4-mini').quirks.refusedParameters).toEqual(['temperature', 'topP', 'stopSequences']);
  });

  it('is known at Azure by the name of the deployment, and behind a gateway', () => {
    const azure = ProviderConfig.parse({ id: 'p', preset: 'azure-openai', baseUrl: 'https://r.openai.azure.com/openai/v1' });
    expect(resolveModel(resolveProvider(azure, null), 'team-gpt-5.6-sol', 'none').model.maxOutputTokens).toBe(128_000);
    const gateway = ProviderConfig.parse({ id: 'p', dialect: 'openai-chat', baseUrl: 'https://g' });
    expect(resolveModel(resolveProvider(gateway, null), 'openai/gpt-5.1', 'none').quirks.maxTokensField).toBe(
      'max_completion_tokens',
    );
  });
});

describe('Gemini', () => {
  const config = (id: string, reasoning: Reasoning) =>
    (says(at('gemini', id), reasoning) as { generationConfig?: { thinkingConfig?: unknown } }).generationConfig?.thinkingConfig;

  it('from 3 on thinks by level', () => {
    expect(config('gemini-3.8-flash', on('medium'))).toEqual({ includeThoughts: true, thinkingLevel: 'MEDIUM' });
    expect(config('gemini-3.8-flash', on('max'))).toEqual({ includeThoughts: true, thinkingLevel: 'HIGH' });
    expect(config('gemini-3-pro-preview', on('medium'))).toEqual({ includeThoughts: true, thinkingLevel: 'LOW' });
    expect(config('gemini-3.1-pro-preview', off)).toEqual({ thinkingLevel: 'LOW' });
  });

  it('2.5 thinks by budget, within the model’s bounds', () => {
    expect(config('gemini-2.5-pro', on(null, 50_000))).toEqual({ includeThoughts: true, thinkingBudget: 32_768 });
    expect(config('gemini-2.5-pro', off)).toEqual({ thinkingBudget: 128 });
    expect(config('gemini-2.5-flash', off)).toEqual({ thinkingBudget: 0 });
    expect(config('gemini-2.5-flash-lite', on(null, 100))).toEqual({ includeThoughts: true, thinkingBudget: 512 });
    expect(config('gemini-2.5-flash', on(null))).toEqual({ includeThoughts: true, thinkingBudget: -1 });
  });

  it('before 2.5 does not think and knows the closed schema only (pitfall 38)', () => {
    expect(at('gemini', 'gemini-2.0-flash').quirks).toMatchObject({ reasoning: null, toolSchema: 'gemini-subset' });
    expect(at('gemini', 'gemini-3.8-flash').quirks.toolSchema).toBe('json-schema');
  });
});

describe('others', () => {
  it('DeepSeek and GLM have fewer levels than clients name', () => {
    const levels = (preset: string, id: string) =>
      (['low', 'medium', 'high', 'xhigh', 'max'] as const).map((effort) => {
        const { output_config: output } = says(at(preset, id), on(effort)) as { output_config?: { effort: string } };
        return output?.effort;
      });
    expect(levels('deepseek', 'deepseek-v4-pro')).toEqual(['low', 'high', 'high', 'high', 'max']);
    expect(levels('zai', 'glm-5.2')).toEqual(['high', 'high', 'high', 'max', 'max']);
    expect(levels('zai', 'glm-4.7')).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('Kimi K2.7 Code cannot be kept from thinking, K2.6 can', () => {
    expect(says(at('moonshot', 'kimi-k2.7-code'), off)).toEqual({});
    expect(says(at('moonshot', 'kimi-k2.6'), off)).toEqual({ thinking: { type: 'disabled' } });
    expect(says(at('kimi-code', 'kimi-for-coding'), off)).toEqual({});
  });

  it('gpt-oss takes levels at Ollama, where other models take a switch', () => {
    expect(says(at('ollama', 'gpt-oss:20b'), on('max'))).toEqual({ think: 'high' });
    expect(says(at('ollama', 'gpt-oss:20b'), off)).toEqual({ think: 'low' });
    expect(says(at('ollama', 'qwen3:8b'), off)).toEqual({ think: false });
  });

  it('a model of Groq or Mistral that does not reason is not told to', () => {
    expect(says(at('groq', 'llama-3.3-70b-versatile'), on('high'))).toEqual({});
    expect(says(at('groq', 'qwen/qwen3.8-27b'), off)).toEqual({ reasoning_effort: 'none' });
    expect(says(at('mistral', 'devstral-2512'), on('high'))).toEqual({});
    expect(says(at('mistral', 'mistral-large-4'), on('low'))).toEqual({ reasoning_effort: 'high' });
  });

  it('Mistral and servers with strict templates get no word of the user between a result and the answer', () => {
    for (const preset of ['mistral', 'vllm', 'llama-cpp'])
      expect(at(preset, 'm', 'openai-chat').quirks.userAfterToolResult, preset).toBe(false);
    expect(at('deepseek', 'm', 'openai-chat').quirks.userAfterToolResult).toBe(true);
  });

  it('DashScope counts cached tokens within the input of a Messages answer, others beside it', () => {
    const includes = (preset: string) => at(preset, 'm', 'anthropic-messages').quirks.inputIncludesCached;
    expect([includes('dashscope'), includes('anthropic'), includes('minimax')]).toEqual([true, false, false]);
  });

  it('Kimi is sent no temperature on either lane', () => {
    const { refusedParameters, sanitise } = at('moonshot', 'kimi-k2.6', 'anthropic-messages').quirks;
    expect(refusedParameters).toContain('temperature');
    expect(sanitise).toEqual(expect.arrayContaining(['drop-sampling', 'placeholder-thinking', 'drop-attribution']));
  });

  it('GLM 5.3 is not told to stop thinking by what is left out', () => {
    expect(at('zai', 'glm-5.3').quirks.sanitise).not.toContain('thinking-off-when-absent');
    expect(at('zai', 'glm-4.7').quirks.sanitise).toContain('thinking-off-when-absent');
    for (const dialect of ['anthropic-messages', 'openai-chat']) expect(says(at('zai', 'glm-5.3', dialect), off)).toEqual({});
  });
});

import type { UpstreamDialect } from '../../shared/model/provider';
import { DEFAULT_QUIRKS, type Quirks } from '../../shared/model/quirks';

/** What a server of each dialect does as the dialect's own documentation has it; providers and models say where they differ. */
export const dialectQuirks: Record<UpstreamDialect, Quirks> = {
  'anthropic-messages': {
    ...DEFAULT_QUIRKS,
    toolNameLimit: 128,
    imagesInToolResults: true,
    cacheControl: true,
    reasoningReplay: 'state',
    // Extended thinking refuses a forced choice and sampling (docs/sources.md, Messages API).
    toolChoice: 'auto-while-reasoning',
    refusedWhileReasoning: ['temperature', 'topP', 'topK'],
    reasoning: {
      off: { thinking: { type: 'disabled' } },
      on: { thinking: { type: 'adaptive' } },
      effort: {
        low: { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } },
        medium: { thinking: { type: 'adaptive' }, output_config: { effort: 'medium' } },
        high: { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } },
        xhigh: { thinking: { type: 'adaptive' }, output_config: { effort: 'xhigh' } },
        max: { thinking: { type: 'adaptive' }, output_config: { effort: 'max' } },
      },
      budget: null,
    },
    webSearch: { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
    countsTokens: true,
  },
  'openai-chat': DEFAULT_QUIRKS,
  'openai-responses': {
    ...DEFAULT_QUIRKS,
    toolIds: 'up-to-64',
    saysNotStrict: true,
    imagesInToolResults: true,
    reasoningReplay: 'state',
    reasoning: {
      off: null,
      on: { reasoning: { summary: 'auto' } },
      effort: {
        low: { reasoning: { effort: 'low', summary: 'auto' } },
        medium: { reasoning: { effort: 'medium', summary: 'auto' } },
        high: { reasoning: { effort: 'high', summary: 'auto' } },
      },
      budget: null,
    },
    webSearch: { tools: [{ type: 'web_search' }] },
  },
  gemini: {
    ...DEFAULT_QUIRKS,
    systemMessages: 'fold',
    imagesInToolResults: true,
    reasoningReplay: 'state',
    reasoning: {
      off: null,
      on: { generationConfig: { thinkingConfig: { includeThoughts: true } } },
      effort: {
        low: { generationConfig: { thinkingConfig: { includeThoughts: true, thinkingLevel: 'LOW' } } },
        medium: { generationConfig: { thinkingConfig: { includeThoughts: true, thinkingLevel: 'MEDIUM' } } },
        high: { generationConfig: { thinkingConfig: { includeThoughts: true, thinkingLevel: 'HIGH' } } },
      },
      budget: null,
    },
    webSearch: { tools: [{ googleSearch: {} }] },
    webSearchBesideTools: 'flag',
    countsTokens: true,
  },
  ollama: {
    ...DEFAULT_QUIRKS,
    // Some templates refuse a system message anywhere but first, and Claude Code sends them (ollama/ollama#17774).
    systemMessages: 'fold',
    // `think: true` is refused by a model that cannot; left out, one that can does.
    reasoning: { off: { think: false }, on: {}, effort: {}, budget: null },
    reasoningReplay: 'reasoning_content',
  },
};

import { FOREIGN, foreignMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';
import { outputEfforts, thinkingSwitch } from './reasoning-switches';

/**
 * Thinks unless told not to, wants the reasoning of tool-calling turns back (pitfall 25), and refuses an effort while
 * thinking is off (pitfall 26). The Messages endpoint ignores budgets, betas and cache marks.
 * https://api-docs.deepseek.com/guides/thinking_mode, https://api-docs.deepseek.com/guides/anthropic_api
 */
export const deepseek: ProviderDefinition = {
  id: 'deepseek',
  name: 'DeepSeek',
  group: 'maker',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://api.deepseek.com/anthropic',
      quirks: {
        ...foreignMessages,
        reasoning: thinkingSwitch(outputEfforts({ low: 'low', medium: 'high', high: 'high', max: 'max' })),
        sanitise: [...FOREIGN, 'placeholder-thinking', 'thinking-off-when-absent', 'no-effort-without-thinking'],
      },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://api.deepseek.com',
      quirks: {
        reasoning: thinkingSwitch({
          low: { reasoning_effort: 'low' },
          medium: { reasoning_effort: 'high' },
          high: { reasoning_effort: 'high' },
          max: { reasoning_effort: 'max' },
        }),
        reasoningReplay: 'reasoning_content',
        structuredOutput: 'json-object',
      },
    },
  ],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'sk-…',
  keyUrl: 'https://platform.deepseek.com/api_keys',
  keyVariable: 'DEEPSEEK_API_KEY',
  modelsUrl: 'https://api.deepseek.com/models',
  suggestedModels: ['deepseek-v4-pro', 'deepseek-flash'],
  prices: { genai: 'deepseek', modelsDev: 'deepseek' },
  quirks: {
    reasoningRequired: true,
    // Unverified: forced tools are said to be refused while it thinks.
    toolChoice: 'auto-while-reasoning',
  },
  modelRules: [{ match: /^deepseek-/, contextWindow: 1_000_000, maxOutputTokens: 384_000 }],
};

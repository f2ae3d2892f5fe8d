import { templatedMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';
import { budgetedThinking } from './reasoning-switches';

/**
 * A local llama-server. Older builds need `--jinja` for tools. Templates of some models refuse system messages in
 * mid-conversation (anthropics/claude-code#77698). https://github.com/ggml-org/llama.cpp/tree/master/tools/server
 */
export const llamaCpp: ProviderDefinition = {
  id: 'llama-cpp',
  name: 'llama.cpp',
  group: 'local',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'http://localhost:8080',
      // Unverified: that it counts tokens.
      quirks: { ...templatedMessages, reasoning: budgetedThinking, countsTokens: true },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'http://localhost:8080/v1',
      quirks: {
        // Strict templates want the roles to alternate; those that do not read the words in the result as well.
        userAfterToolResult: false,
        reasoning: {
          off: { chat_template_kwargs: { enable_thinking: false } },
          on: { chat_template_kwargs: { enable_thinking: true } },
          effort: {},
          budget: null,
        },
        reasoningReplay: 'reasoning_content',
      },
    },
  ],
  auth: 'bearer',
  needsKey: false,
  keyLooksLike: null,
  keyUrl: null,
  keyVariable: null,
  modelsUrl: '/v1/models',
  suggestedModels: [],
  prices: 'free',
  quirks: { systemMessages: 'fold' },
};

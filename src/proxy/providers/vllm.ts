import { templatedMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';
import { budgetedThinking } from './reasoning-switches';

/**
 * One's own server. Tools need `--enable-auto-tool-choice` and a parser. It puts system messages in mid-conversation where
 * they stand, which breaks the tool calls of templates that expect them at the top (vllm-project/vllm#48874).
 */
export const vllm: ProviderDefinition = {
  id: 'vllm',
  name: 'vLLM',
  group: 'local',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'http://localhost:8000',
      quirks: { ...templatedMessages, reasoning: budgetedThinking },
    },
    {
      dialect: 'openai-chat',
      baseUrl: 'http://localhost:8000/v1',
      quirks: {
        // Strict templates want the roles to alternate; those that do not read the words in the result as well.
        userAfterToolResult: false,
        // A template that does not know the switch passes over it.
        reasoning: {
          off: { chat_template_kwargs: { enable_thinking: false } },
          on: { chat_template_kwargs: { enable_thinking: true } },
          effort: {},
          budget: null,
        },
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

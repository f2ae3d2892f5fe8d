import type { ProviderDefinition } from './provider-definition';

/** Ids of calls are nine letters and digits (pitfall 41). https://docs.mistral.ai/studio/conversations/reasoning */
export const mistral: ProviderDefinition = {
  id: 'mistral',
  name: 'Mistral',
  group: 'maker',
  endpoints: [{ dialect: 'openai-chat', baseUrl: 'https://api.mistral.ai/v1' }],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: null,
  keyUrl: 'https://console.mistral.ai/api-keys',
  keyVariable: 'MISTRAL_API_KEY',
  modelsUrl: '/models',
  suggestedModels: ['mistral-large-4', 'mistral-medium-3-5', 'devstral-2512'],
  prices: { genai: 'mistral', modelsDev: 'mistral' },
  quirks: {
    toolIds: 'nine-alphanumerics',
    // It always tells the usage, and `stream_options` is not among its fields.
    asksForUsage: false,
    systemMessages: 'fold',
    // avante-corp/avante.nvim#2562
    userAfterToolResult: false,
  },
  modelRules: [
    {
      match: /^(magistral-|mistral-large-4|mistral-medium-(3[-.]5|26|latest)|mistral-small-(4|26|latest))/,
      quirks: { reasoning: { off: { reasoning_effort: 'none' }, on: { reasoning_effort: 'high' }, effort: {}, budget: null } },
    },
    { match: /^mistral-large-4/, contextWindow: 262_144 },
  ],
};

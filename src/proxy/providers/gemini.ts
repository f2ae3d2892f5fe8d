import { geminiModelRules } from './gemini-models';
import type { ProviderDefinition } from './provider-definition';

/** generateContent; the OpenAI-compatible surface is a beta that leaves out indexes and signatures (pitfalls 9 and 18). */
export const gemini: ProviderDefinition = {
  id: 'gemini',
  name: 'Google Gemini',
  group: 'maker',
  endpoints: [
    { dialect: 'gemini', baseUrl: 'https://generativelanguage.googleapis.com/v1beta' },
    {
      dialect: 'openai-chat',
      baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
      auth: 'bearer',
      onRequest: true,
      // What hangs onto a call has to come back with it.
      quirks: { reasoningReplay: 'state' },
    },
  ],
  auth: 'x-goog-api-key',
  needsKey: true,
  keyLooksLike: 'AIza…',
  keyUrl: 'https://aistudio.google.com/apikey',
  keyVariable: 'GEMINI_API_KEY',
  modelsUrl: '/models?pageSize=1000',
  suggestedModels: ['gemini-3.8-flash', 'gemini-3.1-pro-preview'],
  prices: { genai: 'google', modelsDev: 'google' },
  modelRules: geminiModelRules,
};

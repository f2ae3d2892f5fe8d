import { claudeModelRules } from './claude-models';
import { RESOLD } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';

/**
 * With a Bedrock API key as Bearer, which needs no signing of requests. Betas are refused that Bedrock does not know, so
 * none are sent. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-messages-api.html
 */
export const bedrock: ProviderDefinition = {
  id: 'bedrock',
  name: 'Amazon Bedrock',
  group: 'cloud',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: null,
      quirks: { sanitise: [...RESOLD, 'drop-betas'], toolNameLimit: 64, countsTokens: false, webSearch: null },
    },
    { dialect: 'openai-chat', baseUrl: null, onRequest: true },
  ],
  baseUrlPattern: 'https://bedrock-runtime.{region}.amazonaws.com/anthropic',
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'ABSK…',
  keyUrl: 'https://console.aws.amazon.com/bedrock/home#/api-keys',
  keyVariable: 'AWS_BEARER_TOKEN_BEDROCK',
  // Models are listed by another service of AWS, which wants signed requests.
  modelsUrl: null,
  suggestedModels: [
    'global.anthropic.claude-opus-5-5',
    'global.anthropic.claude-sonnet-5-5',
    'global.anthropic.claude-haiku-5-5',
  ],
  prices: { genai: 'aws', modelsDev: 'amazon-bedrock' },
  modelRules: claudeModelRules,
};

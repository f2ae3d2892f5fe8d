import { templatedMessages } from './foreign-messages';
import type { ProviderDefinition } from './provider-definition';

/**
 * Its documentation tells of chat; the Messages API answers beside it, which is unverified. No reasoning switch is
 * documented. https://modelscope.cn/docs/model-service/API-Inference/intro
 */
export const modelscope: ProviderDefinition = {
  id: 'modelscope',
  name: 'ModelScope',
  group: 'host',
  endpoints: [
    {
      dialect: 'anthropic-messages',
      baseUrl: 'https://api-inference.modelscope.cn',
      quirks: templatedMessages,
    },
    { dialect: 'openai-chat', baseUrl: 'https://api-inference.modelscope.cn/v1' },
  ],
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'ms-…',
  keyUrl: 'https://modelscope.cn/my/myaccesstoken',
  keyVariable: 'MODELSCOPE_API_KEY',
  modelsUrl: '/v1/models',
  suggestedModels: ['ZhipuAI/GLM-5', 'Qwen/Qwen3-Coder-480B-A35B-Instruct'],
  prices: { modelsDev: 'modelscope' },
  quirks: { reasoning: null, systemMessages: 'fold' },
};

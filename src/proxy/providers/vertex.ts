import { geminiModelRules } from './gemini-models';
import type { ProviderDefinition } from './provider-definition';

/**
 * Gemini on Google Cloud. Its key is an access token (`gcloud auth print-access-token`), which holds for an hour, so an
 * environment variable suits it best. Claude on Vertex has a wire format of its own and is not served here. Unverified: it
 * is said to refuse the `id` of a call, which the Gemini API takes.
 */
export const vertex: ProviderDefinition = {
  id: 'vertex',
  name: 'Vertex AI',
  group: 'cloud',
  endpoints: [{ dialect: 'gemini', baseUrl: null }],
  baseUrlPattern: 'https://{location}-aiplatform.googleapis.com/v1/projects/{project}/locations/{location}/publishers/google',
  auth: 'bearer',
  needsKey: true,
  keyLooksLike: 'ya29.…',
  keyUrl: null,
  keyVariable: null,
  // Models are listed at another address, in another shape.
  modelsUrl: null,
  suggestedModels: ['gemini-3.8-flash', 'gemini-3.1-pro-preview'],
  prices: { genai: 'google', modelsDev: 'google-vertex' },
  // It counts in another shape, and takes its search beside functions without a flag.
  quirks: { countsTokens: false, webSearchBesideTools: 'plain' },
  modelRules: geminiModelRules,
};

/** A model's resource name, which may be given with its collection (`models/…`, `tunedModels/…`) or without. */
export function modelName(model: string): string {
  return /^(models|tunedModels)\//.test(model) ? model : `models/${model}`;
}

/** The path of a call to a model, after a base URL such as `…/v1beta` or, at Vertex AI, `…/publishers/google`. */
export function modelPath(model: string, method: 'generateContent' | 'streamGenerateContent' | 'countTokens'): string {
  const name = modelName(model).split('/').map(encodeURIComponent).join('/');
  // Without alt=sse the stream is one long JSON list.
  return `/${name}:${method}${method === 'streamGenerateContent' ? '?alt=sse' : ''}`;
}

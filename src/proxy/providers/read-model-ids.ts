/**
 * The ids in a list of models: `{data: [{id}]}` (Anthropic, OpenAI and most others), a bare array of `{id}` (Together), or
 * `{models: [{name}]}` (Ollama, and Gemini with `models/` before each). What Gemini lists and cannot chat with is left
 * out. Null for a body that is no list.
 */
export function readModelIds(body: string): string[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return null;
  }
  const { data, models } = (parsed ?? {}) as { data?: unknown; models?: unknown };
  const list: unknown[] | undefined = [parsed, data, models].find(Array.isArray);
  return list === undefined ? null : list.flatMap(readId);
}

function readId(entry: unknown): string[] {
  const { id, name, supportedGenerationMethods: methods } = (entry ?? {}) as Record<string, unknown>;
  if (Array.isArray(methods) && !methods.includes('generateContent')) return [];
  const found = id ?? name;
  return typeof found === 'string' ? [found.replace(/^models\//, '')] : [];
}

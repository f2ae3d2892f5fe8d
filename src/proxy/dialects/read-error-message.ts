/**
 * The sentence in an upstream's error body. Vendors agree on little: `{error:{message}}` (OpenAI, Anthropic),
 * `[{error:{message}}]` (Gemini's compat layer), `{error:"…"}` (Ollama), `{message}` (DashScope), `{detail:[{loc,msg}]}` (Mistral,
 * FastAPI), or plain text (docs/sources.md, Chat Completions). OpenRouter hides the provider's own words in `metadata.raw`.
 * Returns null for HTML, emptiness and anything without a sentence.
 */
export function readErrorMessage(body: string): string | null {
  const text = body.trim();
  if (text === '') return null;
  try {
    return findMessage(JSON.parse(text));
  } catch {
    return text.startsWith('<') ? null : shorten(text);
  }
}

function findMessage(value: unknown): string | null {
  if (typeof value === 'string') return shorten(value);
  if (Array.isArray(value)) return findMessage(value[0]);
  if (typeof value !== 'object' || value === null) return null;
  const { error, message, detail, msg, loc, metadata } = value as Record<string, unknown>;
  if (error !== undefined && error !== null) return findMessage(error);
  const sentence = findMessage(message ?? detail ?? msg);
  const place = Array.isArray(loc) ? loc.join('.') : null;
  const raw = (metadata as { raw?: unknown } | null | undefined)?.raw;
  const cause = typeof raw === 'string' ? readErrorMessage(raw) : null;
  return [place, sentence, cause].filter((part) => part !== null).join(': ') || null;
}

const LONGEST = 600;

function shorten(text: string): string | null {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return null;
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

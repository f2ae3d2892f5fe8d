import type { UpstreamDialect } from '../../../shared/model/provider';
import { presetAddress, type ProviderDraft } from './provider-draft';

const CLIENTS: Record<UpstreamDialect, string> = {
  'anthropic-messages': 'Claude Code’s own dialect: passes through, bytes unchanged. Other clients’ requests are translated.',
  'openai-chat': 'OpenAI’s chat clients pass through. Claude Code’s requests are translated.',
  'openai-responses': 'Codex passes through. Claude Code’s requests are translated.',
  gemini: 'Google’s own API. Every client’s requests are translated.',
  ollama: 'Ollama’s own API. Every client’s requests are translated.',
};

/** What a draft's provider is spoken to in, the preferred dialect first. An address of the user's own serves one only. */
export function spokenDialects({ preset, dialect, baseUrl }: ProviderDraft): UpstreamDialect[] {
  if (dialect !== null) return [dialect];
  const spoken = preset.endpoints.filter(({ onRequest }) => !onRequest).map((endpoint) => endpoint.dialect);
  return baseUrl.trim() === presetAddress(preset, null) ? spoken : spoken.slice(0, 1);
}

/** What the dialects of a draft mean for the clients, in a sentence or two. */
export function describeSpeech(draft: ProviderDraft): string {
  const dialects = spokenDialects(draft);
  const [first] = dialects;
  if (first === undefined) return '';
  if (dialects.length === 1) return CLIENTS[first];
  const named = `${dialects.slice(0, -1).join(', ')} and ${dialects.at(-1)}`;
  return `Speaks ${named}. A client that speaks one of them passes through, bytes unchanged; others are translated.`;
}

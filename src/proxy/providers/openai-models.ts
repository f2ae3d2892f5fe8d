import type { Effort } from '../../shared/model/quirks';
import type { ModelRule } from './provider-definition';
import { chatEfforts, responsesEfforts } from './reasoning-switches';

/**
 * What OpenAI's models take, by family, at OpenAI, at Azure and behind gateways. A model that no rule knows is taken
 * for one that does not reason: nothing is sent that it could refuse.
 * https://platform.openai.com/docs/guides/reasoning, and the effort levels of https://models.dev (checked November 2026).
 */
export const openaiModelRules: ModelRule[] = [
  {
    match: /\b(gpt-[5-9]|o[134]\b)/,
    quirks: {
      refusedParameters: ['temperature', 'topP', 'stopSequences'],
      systemRole: 'developer',
      maxTokensField: 'max_completion_tokens',
    },
  },
  ...efforts(/\b(gpt-[5-9]|o[134]\b)/, ['low', 'medium', 'high'], 'low'),
  ...efforts(/\bgpt-5(-mini|-nano)?(-20\d\d|$)/, ['minimal', 'low', 'medium', 'high'], 'low'),
  ...efforts(/\bgpt-5\.1/, ['low', 'medium', 'high'], 'none'),
  ...efforts(/\bgpt-5\.[2-5]/, ['low', 'medium', 'high', 'xhigh'], 'none'),
  ...efforts(/\bgpt-5\.[6-9]/, ['low', 'medium', 'high', 'xhigh', 'max'], 'none'),
  ...efforts(/\bgpt-[6-9]/, ['low', 'medium', 'high', 'xhigh', 'max'], 'low'),
  ...efforts(/\bgpt-5.*-codex/, ['low', 'medium', 'high'], 'low'),
  ...efforts(/\bgpt-5(\.1-codex-max|\.[2-9]-codex)/, ['low', 'medium', 'high', 'xhigh'], 'low'),
  ...efforts(/\bgpt-5\.\d-pro/, ['medium', 'high', 'xhigh'], 'medium'),
  ...efforts(/\bgpt-5-pro/, ['high'], 'high'),
  // The chat variants do not reason.
  { match: /\bgpt-5[\d.]*-chat/, quirks: { reasoning: null } },
  // With tools, chat refuses them (pitfall 33) or does not know them at all.
  { match: /\bgpt-(5\.([4-9]|\d\d)|[6-9])|\bgpt-5.*-(codex|pro)|\bo[134]-(pro|deep-research)/, dialect: 'openai-responses' },
  { match: /\bgpt-[5-9]/, maxOutputTokens: 128_000 },
  { match: /\bo[134]\b/, maxOutputTokens: 100_000 },
  { match: /\bgpt-4o/, maxOutputTokens: 16_384 },
  { match: /\bgpt-4\.1/, maxOutputTokens: 32_768 },
];

function efforts(match: RegExp, levels: Effort[], off: string): ModelRule[] {
  return [
    { match, on: 'openai-responses', quirks: { reasoning: responsesEfforts(levels, off) } },
    { match, on: 'openai-chat', quirks: { reasoning: chatEfforts(levels, off) } },
  ];
}

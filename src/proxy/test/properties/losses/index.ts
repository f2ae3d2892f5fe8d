import type { UpstreamDialect } from '../../../../shared/model/provider';
import type { Meaning } from '../meaning';
import { anthropicLosses } from './anthropic-messages';
import { geminiLosses } from './gemini';
import type { Loss } from './loss';
import { ollamaLosses } from './ollama';
import { chatLosses } from './openai-chat';
import { responsesLosses } from './openai-responses';

/** All that a request loses on its way to an upstream of each dialect, with the dialect's own habits. */
export const requestLosses: Record<UpstreamDialect, Loss[]> = {
  'anthropic-messages': anthropicLosses,
  'openai-chat': chatLosses,
  'openai-responses': responsesLosses,
  gemini: geminiLosses,
  ollama: ollamaLosses,
};

/** What is left of a meaning after these losses. */
export function applyLosses(meaning: Meaning, losses: readonly Loss[]): Meaning {
  return losses.reduce((left, { apply }) => apply(left), structuredClone(meaning));
}

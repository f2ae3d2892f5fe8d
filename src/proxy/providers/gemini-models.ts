import type { BodyFragment, ReasoningSwitch } from '../../shared/model/quirks';
import type { ModelRule } from './provider-definition';

const thinking = (config: BodyFragment): BodyFragment => ({ generationConfig: { thinkingConfig: config } });
const level = (name: string): BodyFragment => thinking({ includeThoughts: true, thinkingLevel: name });
const tokens = (budget: number): BodyFragment => thinking({ includeThoughts: true, thinkingBudget: budget });

/**
 * What Gemini models take, by generation: levels from 3 on, budgets in 2.5, nothing before. The OpenAI-compatible surface has
 * other fields, and is left at its defaults.
 * https://ai.google.dev/gemini-api/docs/thinking
 */
export const geminiModelRules: ModelRule[] = [
  {
    match: /gemini-(1|2\.0)|gemma/,
    on: 'gemini',
    quirks: { reasoning: null, toolSchema: 'gemini-subset', imagesInToolResults: false },
  },
  { match: /gemini-2\.0/, contextWindow: 1_048_576, maxOutputTokens: 8_192 },
  { match: /gemini-2\.5/, quirks: { imagesInToolResults: false } },
  { match: /gemini-[12]/, quirks: { webSearchBesideTools: 'never' } },
  { match: /gemini-(2\.5|[3-9])/, contextWindow: 1_048_576, maxOutputTokens: 65_536 },
  { match: /gemini-2\.5-pro/, on: 'gemini', quirks: { reasoning: budgets(128, 32_768, 128) } },
  { match: /gemini-2\.5-flash/, on: 'gemini', quirks: { reasoning: budgets(1, 24_576, 0) } },
  { match: /gemini-2\.5-flash-lite/, on: 'gemini', quirks: { reasoning: budgets(512, 24_576, 0) } },
  {
    match: /gemini-[3-9]/,
    on: 'gemini',
    quirks: { reasoning: levels({ low: level('LOW'), medium: level('MEDIUM'), high: level('HIGH') }) },
  },
  // The first of them knows two levels only.
  { match: /gemini-3-pro/, on: 'gemini', quirks: { reasoning: levels({ low: level('LOW'), high: level('HIGH') }) } },
];

/** Thinking cannot be turned off from 3 on: the lowest level comes nearest. */
function levels(effort: ReasoningSwitch['effort']): ReasoningSwitch {
  return { off: thinking({ thinkingLevel: 'LOW' }), on: thinking({ includeThoughts: true }), effort, budget: null };
}

/** Bounds in tokens; `off` is the budget that comes nearest to none. */
function budgets(min: number, max: number, off: number): ReasoningSwitch {
  return {
    off: thinking({ thinkingBudget: off }),
    // -1 lets the model decide.
    on: tokens(-1),
    effort: { low: tokens(2_048), medium: tokens(8_192), high: tokens(max) },
    budget: { path: 'generationConfig.thinkingConfig.thinkingBudget', min, max },
  };
}

import type { BodyFragment, Effort, Quirks, ReasoningSwitch, Sanitising } from '../../shared/model/quirks';
import type { ModelRule } from './provider-definition';
import { budgetAndEffort, budgetedThinking } from './reasoning-switches';

/** Where the Messages API serves the model, at Anthropic's and at those who resell it. */
const on = 'anthropic-messages';

const UP_TO_HIGH_AND_MAX: Effort[] = ['low', 'medium', 'high', 'max'];
const ALL_EFFORTS: Effort[] = ['low', 'medium', 'high', 'xhigh', 'max'];

const NO_THINKING: ReasoningSwitch = { off: null, on: {}, effort: {}, budget: null };

/** Instructions in mid-conversation are taken from Opus 4.8 on only (pitfall 35). */
const FOLDED = { quirks: { systemMessages: 'fold' }, alsoSanitise: ['fold-system-messages'] } as const;

/** From Opus 4.7 on budgets are refused, and any temperature but the default (pitfall 57). */
const NO_SAMPLING: Partial<Quirks> = { refusedParameters: ['temperature', 'topP', 'topK'] };
const RESTATED: Sanitising[] = ['restate-thinking', 'drop-sampling'];

/**
 * What Claude models take, by generation, wherever the Messages API serves them. Ids are written with dashes or dots
 * (`claude-opus-4-5`, `anthropic/claude-opus-4.5`) and may stand behind a region and a vendor. What a model takes as clients
 * write it stays as it is, so that the body of such a request goes through untouched.
 * https://platform.claude.com/docs/en/models/opus-5-5/migration-guide and its like for each model.
 */
export const claudeModelRules: ModelRule[] = [
  { match: /claude/, on, alsoSanitise: ['plain-tool-ids'] },
  {
    // Before 4.6 thinking has a budget: adaptive thinking is not known.
    match: /claude-(3|(opus|sonnet|haiku)-4(?![-.][6-9](?!\d)))/,
    on,
    quirks: { ...FOLDED.quirks, reasoning: budgetedThinking },
    alsoSanitise: [...FOLDED.alsoSanitise, 'restate-thinking'],
    contextWindow: 200_000,
  },
  { match: /claude-opus-4[-.]5/, on, quirks: { reasoning: budgetAndEffort } },
  { match: /claude-3-?(opus|sonnet|haiku)|claude-3[-.]5/, on, quirks: { reasoning: NO_THINKING } },
  { match: /claude-3-?(opus|sonnet|haiku)/, maxOutputTokens: 4_096 },
  { match: /claude-3[-.]5/, maxOutputTokens: 8_192 },
  { match: /claude-3[-.]7|claude-(opus|sonnet|haiku)-4[-.]5|claude-sonnet-4(?![-.][1-9](?!\d))/, maxOutputTokens: 64_000 },
  { match: /claude-opus-4(?![-.][5-9](?!\d))/, maxOutputTokens: 32_000 },
  { match: /claude-sonnet-4[-.]6/, contextWindow: 1_000_000, maxOutputTokens: 64_000 },
  { match: /claude-opus-4[-.][6-8](?!\d)/, contextWindow: 1_000_000, maxOutputTokens: 128_000 },
  { match: /claude-(opus|sonnet|haiku)-4[-.][67](?!\d)/, on, quirks: FOLDED.quirks, alsoSanitise: [...FOLDED.alsoSanitise] },
  {
    // Both kinds of thinking are known.
    match: /claude-(opus|sonnet|haiku)-4[-.]6(?!\d)/,
    on,
    quirks: {
      reasoning: { ...adaptiveThinking(UP_TO_HIGH_AND_MAX, { thinking: { type: 'disabled' } }), alsoTakes: ['enabled'] },
    },
    alsoSanitise: ['restate-thinking'],
  },
  {
    match: /claude-sonnet-5(?![-.]\d(?!\d))/,
    on,
    quirks: { reasoning: adaptiveThinking(UP_TO_HIGH_AND_MAX, { thinking: { type: 'disabled' } }) },
  },
  { match: /claude-opus-4[-.][7-9](?!\d)/, quirks: NO_SAMPLING },
  { match: /claude-opus-4[-.][7-9](?!\d)/, on, alsoSanitise: RESTATED },
  {
    match: /claude-(opus|sonnet|haiku|fable|mythos)-[5-9](?!\d)/,
    quirks: NO_SAMPLING,
    contextWindow: 1_000_000,
    maxOutputTokens: 128_000,
  },
  { match: /claude-(opus|sonnet|haiku|fable|mythos)-[5-9](?!\d)/, on, alsoSanitise: RESTATED },
  {
    // Always think, and never let a tool be forced; `disabled` is refused, so low effort is what stands for off.
    match: /claude-(opus-5[-.]5|fable|mythos)/,
    on,
    quirks: { reasoning: adaptiveThinking(ALL_EFFORTS, { output_config: { effort: 'low' } }), toolChoice: 'auto-only' },
    alsoSanitise: ['no-forced-tool'],
  },
  {
    match: /claude-sonnet-5[-.]5/,
    on,
    quirks: { reasoning: adaptiveThinking(ALL_EFFORTS, { thinking: { type: 'between_tools' } }), toolChoice: 'auto-only' },
    alsoSanitise: ['no-forced-tool'],
  },
];

function adaptiveThinking(levels: Effort[], off: BodyFragment): ReasoningSwitch {
  const adaptive: BodyFragment = { thinking: { type: 'adaptive' } };
  const effort = Object.fromEntries(levels.map((level) => [level, { ...adaptive, output_config: { effort: level } }]));
  return { off, on: adaptive, effort, budget: null };
}

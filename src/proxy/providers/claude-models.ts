import type { BodyFragment, ReasoningSwitch } from '../../shared/model/quirks';
import type { ModelRule } from './provider-definition';
import { budgetedThinking } from './reasoning-switches';

const adaptive = (effort: string): BodyFragment => ({ thinking: { type: 'adaptive' }, output_config: { effort } });
const EFFORTS: ReasoningSwitch['effort'] = {
  low: adaptive('low'),
  medium: adaptive('medium'),
  high: adaptive('high'),
  max: adaptive('max'),
};

/**
 * What Claude models take, by generation, wherever the Messages API serves them. Ids are written with dashes or dots
 * (`claude-opus-4-5`, `anthropic/claude-opus-4.5`) and may stand behind a region and a vendor.
 * https://platform.claude.com/docs/en/models/opus-5-5/migration-guide and its like for each model.
 */
export const claudeModelRules: ModelRule[] = [
  {
    // Before 4.6 thinking has a budget: adaptive thinking is not known.
    match: /claude-(3|(opus|sonnet|haiku)-4(?![-.][6-9](?!\d)))/,
    on: 'anthropic-messages',
    quirks: { reasoning: budgetedThinking },
    contextWindow: 200_000,
  },
  { match: /claude-3-?(opus|sonnet|haiku)/, maxOutputTokens: 4_096 },
  { match: /claude-3[-.]5/, maxOutputTokens: 8_192 },
  { match: /claude-3[-.]7|claude-(opus|sonnet|haiku)-4[-.]5|claude-sonnet-4(?![-.][1-9](?!\d))/, maxOutputTokens: 64_000 },
  { match: /claude-opus-4(?![-.][5-9](?!\d))/, maxOutputTokens: 32_000 },
  { match: /claude-sonnet-4[-.]6/, contextWindow: 1_000_000, maxOutputTokens: 64_000 },
  { match: /claude-opus-4[-.][6-8](?!\d)/, contextWindow: 1_000_000, maxOutputTokens: 128_000 },
  {
    match: /claude-((opus|sonnet)-4[-.]6|sonnet-5(?![-.]?\d))/,
    on: 'anthropic-messages',
    quirks: {
      reasoning: {
        off: { thinking: { type: 'disabled' } },
        on: { thinking: { type: 'adaptive' } },
        effort: EFFORTS,
        budget: null,
      },
    },
  },
  // Any temperature but the default is refused from 4.7 on (pitfall 57).
  { match: /claude-opus-4[-.][7-9](?!\d)/, quirks: { refusedParameters: ['temperature', 'topP', 'topK'] } },
  {
    match: /claude-(opus|sonnet|haiku|fable|mythos)-[5-9](?!\d)/,
    quirks: { refusedParameters: ['temperature', 'topP', 'topK'] },
    contextWindow: 1_000_000,
    maxOutputTokens: 128_000,
  },
  {
    // Always think, and never let a tool be forced; low effort is what stands for off.
    match: /claude-(opus-5[-.]5|fable|mythos)/,
    on: 'anthropic-messages',
    quirks: { reasoning: alwaysThinking({ output_config: { effort: 'low' } }), toolChoice: 'auto-only' },
  },
  {
    match: /claude-sonnet-5[-.]5/,
    on: 'anthropic-messages',
    quirks: { reasoning: alwaysThinking({ thinking: { type: 'between_tools' } }), toolChoice: 'auto-only' },
  },
];

function alwaysThinking(off: BodyFragment): ReasoningSwitch {
  return { off, on: { thinking: { type: 'adaptive' } }, effort: { ...EFFORTS, xhigh: adaptive('xhigh') }, budget: null };
}

import type { BodyFragment, Effort, ReasoningSwitch } from '../../shared/model/quirks';

/** What a level is called on the wire. */
type Write = (level: string) => BodyFragment;

const onChat: Write = (level) => ({ reasoning_effort: level });
const onResponses: Write = (level) => ({ reasoning: { effort: level } });

/**
 * Chat Completions' `reasoning_effort`. `off` is the level that stands for no reasoning (`none`, or the lowest that the
 * model has); null where nothing does.
 */
export function chatEfforts(levels: Effort[], off: string | null): ReasoningSwitch {
  return { off: off === null ? null : onChat(off), on: {}, effort: byEffort(levels, onChat), budget: null };
}

/** The same in the Responses API, which also has to be asked for a summary of the reasoning. */
export function responsesEfforts(levels: Effort[], off: string | null): ReasoningSwitch {
  const summarised: Write = (level) => ({ reasoning: { effort: level, summary: 'auto' } });
  return {
    off: off === null ? null : onResponses(off),
    on: { reasoning: { summary: 'auto' } },
    effort: byEffort(levels, summarised),
    budget: null,
  };
}

/** `thinking: {type: enabled | disabled}`, with levels beside it where there are any. `off` is null where the model always thinks. */
export function thinkingSwitch(effort: ReasoningSwitch['effort'] = {}, off: 'disabled' | null = 'disabled'): ReasoningSwitch {
  const enabled: BodyFragment = { thinking: { type: 'enabled' } };
  return {
    off: off === null ? null : { thinking: { type: off } },
    on: enabled,
    effort: Object.fromEntries(Object.entries(effort).map(([level, fragment]) => [level, { ...enabled, ...fragment }])),
    budget: null,
  };
}

/** `thinking: {type: enabled, budget_tokens}`, as Claude took it before 4.6 and other servers of the Messages API still do. */
export const budgetedThinking: ReasoningSwitch = {
  off: { thinking: { type: 'disabled' } },
  on: budget(16_000),
  effort: { low: budget(4_096), medium: budget(16_000), high: budget(31_999) },
  budget: { path: 'thinking.budget_tokens', min: 1_024, max: null },
};

/** The same with an effort beside it, as Opus 4.5 takes it. */
export const budgetAndEffort: ReasoningSwitch = {
  ...budgetedThinking,
  effort: Object.fromEntries(
    Object.entries(budgetedThinking.effort).map(([level, fragment]) => [
      level,
      { ...fragment, output_config: { effort: level } },
    ]),
  ),
};

/** Levels in the Messages API: each of the client's is written as the one that stands for it. */
export function outputEfforts(levels: Partial<Record<Effort, string>>): ReasoningSwitch['effort'] {
  return Object.fromEntries(Object.entries(levels).map(([level, name]) => [level, { output_config: { effort: name } }]));
}

function budget(tokens: number): BodyFragment {
  return { thinking: { type: 'enabled', budget_tokens: tokens } };
}

function byEffort(levels: Effort[], write: Write): ReasoningSwitch['effort'] {
  return Object.fromEntries(levels.map((level) => [level, write(level)]));
}

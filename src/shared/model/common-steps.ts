import type { Decision, DecisionStep } from './decision';
import type { MarkedScenario } from './request-summary';

/** What is said of a request that has no mark of a scenario, in the order in which scenarios are looked for (docs/routing.md). */
const ABSENCES: Readonly<Record<MarkedScenario, string>> = {
  longContext: 'It is not above the threshold.',
  safetyCheck: 'It is not a safety check.',
  webSearch: 'A search tool is not all it has.',
  background: 'It is no work on the side.',
  compact: 'It does not compact the conversation.',
  subagent: 'It does not come from a subagent.',
  image: 'It holds no image.',
  think: 'It asks for no more thought than usual.',
};

/** The scenarios in their order, each with the step that most requests leave there. */
export const ABSENT_SCENARIOS: readonly (readonly [MarkedScenario, DecisionStep])[] = (
  Object.entries(ABSENCES) as [MarkedScenario, string][]
).map(([name, why]) => [name, { stage: 'scenario', name, outcome: 'no-match', why }]);

export const NO_NAMED_TARGET: DecisionStep = {
  stage: 'explicit-model',
  name: null,
  outcome: 'no-match',
  why: 'Its model names no provider.',
};

export const NO_TAG: DecisionStep = {
  stage: 'subagent-tag',
  name: null,
  outcome: 'no-match',
  why: 'Its prompt has no tag of an agent.',
};

/** Steps by the short names that stand for them in a text. */
const STEPS = new Map<string, DecisionStep>([['model', NO_NAMED_TARGET], ['tag', NO_TAG], ...ABSENT_SCENARIOS]);
const NAMES = new Map([...STEPS].map(([name, step]) => [step, name]));

/** A decision as a text that travels and is kept at little cost: a name stands for what is said of nearly every request. */
export function encodeDecision({ steps, targets }: Decision): string {
  return JSON.stringify({ steps: steps.map((step) => NAMES.get(step) ?? step), targets });
}

/** The reverse of {@link encodeDecision}. A name of another build is passed over. */
export function decodeDecision(text: string): Decision {
  const { steps, targets } = JSON.parse(text) as { steps: (string | DecisionStep)[]; targets: Decision['targets'] };
  return { steps: steps.flatMap((step) => (typeof step === 'string' ? (STEPS.get(step) ?? []) : step)), targets };
}

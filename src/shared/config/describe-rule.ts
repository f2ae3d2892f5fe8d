import { endSentence } from '../end-sentence';
import type { TargetConfig } from './route-config';
import type { Conditions } from './rule-conditions';
import type { Outcome, Rewrite, RuleConfig } from './rule-config';

type Tell<K extends keyof Conditions> = (wanted: NonNullable<Conditions[K]>) => string;

/** Each condition as the rest of a sentence that begins with "When"; in the order in which the sentence has them. */
const TELLERS: { [K in keyof Conditions]-?: Tell<K> } = {
  model: (globs) => `the model asked for is ${anyOf(globs)}`,
  scenario: (scenarios) => `the scenario is ${anyOf(scenarios)}`,
  agent: (globs) => `the agent is ${anyOf(globs)}`,
  client: (globs) => `the client is ${anyOf(globs)}`,
  folder: (folders) => `the folder is ${anyOf(folders)}`,
  tokens: (bounds) => `the input is ${tellBounds(bounds, (tokens) => `${group(tokens)} tokens`)}`,
  tools: (globs) => `it offers the tool ${anyOf(globs)}`,
  header: (headers) =>
    Object.entries(headers)
      .map(([name, glob]) => `the header ${name} is ${glob}`)
      .join(' and '),
  effort: (efforts) => `the effort is ${anyOf(efforts)}`,
  text: (patterns) => `the prompt fits ${anyOf(patterns)}`,
  time: (times) => `the time is ${anyOf(times)}`,
  days: (days) => `the day is ${anyOf(days)}`,
  onBattery: (on) => (on ? 'the machine is on battery' : 'the machine is on mains power'),
  offline: (off) => (off ? 'the machine is offline' : 'the machine is online'),
  budget: ({ name, reached }) => `the budget ${name} has reached ${reached} %`,
  spentToday: (bounds) => `today has cost ${tellBounds(bounds, (dollars) => `$${dollars}`)}`,
};

/**
 * A rule as one sentence, in the words of the config: "When the scenario is background, unless the client is curl, use local/small."
 * It is for a screen; what a pattern or a header is to hold is told, since the user has written it.
 */
export function describeRule({ when, not, then }: Pick<RuleConfig, 'when' | 'not' | 'then'>): string {
  const wanted = tellConditions(when, ' and ');
  const unwanted = tellConditions(not ?? {}, ' or ');
  const about = [wanted === '' ? 'For every request' : `When ${wanted}`, unwanted !== '' && `unless ${unwanted}`];
  return endSentence([...about, tellOutcome(then)].filter((part) => part !== false).join(', '));
}

function tellConditions(conditions: Conditions, joint: string): string {
  return (Object.keys(TELLERS) as (keyof Conditions)[])
    .flatMap((key) => {
      const wanted = conditions[key];
      return wanted === undefined ? [] : [(TELLERS[key] as (wanted: unknown) => string)(wanted)];
    })
    .join(joint);
}

function tellOutcome({ route, targets, models, block, rewrite }: Outcome): string {
  const parts = [
    rewrite !== undefined && tellRewrite(rewrite),
    route !== undefined && `use the route ${route}`,
    targets !== undefined && `use ${nameTargets(targets)}`,
    models !== undefined && `use ${tellModels(models)}`,
    block !== undefined && `refuse it: ${block}`,
  ];
  return parts.filter((part) => part !== false).join(' and ');
}

function tellModels(models: NonNullable<Outcome['models']>): string {
  return Object.entries(models)
    .map(([model, targets]) => `${nameTargets(targets)} for ${model}`)
    .join(', ');
}

function tellRewrite({ model, effort, maxTokens }: Rewrite): string {
  const changes = [
    model !== undefined && `the model to ${model}`,
    effort !== undefined && `the effort to ${effort}`,
    maxTokens !== undefined && `the room for the answer to ${group(maxTokens)} tokens`,
  ];
  return `change ${changes.filter((change) => change !== false).join(' and ')}`;
}

function nameTargets(targets: readonly TargetConfig[]): string {
  return targets.map(({ target }) => target).join(', then ');
}

function tellBounds(
  { above, below }: { above?: number | undefined; below?: number | undefined },
  show: (figure: number) => string,
) {
  const parts = [above !== undefined && `more than ${show(above)}`, below !== undefined && `less than ${show(below)}`];
  return parts.filter((part) => part !== false).join(' and ');
}

function anyOf(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** `72340` becomes `72,340`. */
function group(figure: number): string {
  return String(figure).replace(/\B(?=(\d{3})+$)/g, ',');
}

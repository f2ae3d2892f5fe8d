import { groupDigits } from '../../shared/group-digits';
import { sumInput } from '../../shared/model/sum-input';
import type { Usage } from '../../shared/model/usage';
import type { UsageFault, UsageFigure, UsageReport } from '../canonical/usage-report';

/** What is known of a call without its upstream, to tell what cannot be. */
export interface UsageBounds {
  /** As the sentences call it. */
  provider: string;
  /** Of the model, in tokens; null where it is not known. */
  contextWindow: number | null;
  /** Our count of the request, in tokens. */
  inputEstimate: number;
}

/** Usage that can be counted, and what was odd about the report. */
export interface CheckedUsage {
  usage: Usage;
  /** Dollars; null where none was stated, or none that can be. */
  reportedCost: number | null;
  /** Each in one sentence, with numbers and our own words only. */
  oddities: string[];
}

/** An upstream that searches reads its own finds again with each turn, so input may pass the window and our count several times over. */
const SEVERAL_TIMES = 4;
/** Tokens that a request of a few words may come to with the instructions that a provider adds. */
const ADDED_INPUT = 100_000;
/** The longest answer, in tokens, of a model whose window is not known. */
const MOST_OUTPUT = 10_000_000;
const MOST_SEARCHES = 1_000;
/** Dollars: about ten times what the dearest model asks for a full window and the longest answer. */
const MOST_COST = 1_000;

/**
 * Makes a report into figures that can be counted. What cannot be is clamped and told: input of all kinds beyond four windows and also beyond
 * four times our count and 100,000; output beyond the window (10,000,000 where it is not known); reasoning beyond the output; what was
 * written for an hour beyond all that was written; more than 1,000 searches. A cost above 1,000 dollars is ignored. A report of nothing but zeros
 * is none: no request has no tokens. Pure.
 */
export function checkUsage(report: UsageReport, bounds: UsageBounds): CheckedUsage {
  const oddities = (report.faults ?? []).map((fault) => tellFault(bounds.provider, fault));
  const tell = (figure: Count, reported: number, counted: number) =>
    oddities.push(
      `${bounds.provider} reported ${name(figure, reported)}, more than there can be; they are counted as ${groupDigits(counted)}.`,
    );
  const clamp = (figure: Count, value: number | null, most: number | null): number | null => {
    if (value === null || most === null || value <= most) return value;
    tell(figure, value, most);
    return most;
  };

  const usage = { ...report.usage };
  Object.assign(usage, clampInput(usage, mostInput(bounds), tell));
  usage.output = clamp('output', usage.output, bounds.contextWindow ?? MOST_OUTPUT);
  usage.reasoning = clamp('reasoning', usage.reasoning, usage.output);
  usage.cacheWrite1h = clamp('cacheWrite1h', usage.cacheWrite1h, usage.cacheWrite);
  usage.webSearches = clamp('webSearches', usage.webSearches, MOST_SEARCHES);

  let { reportedCost } = report;
  if (reportedCost !== null && reportedCost > MOST_COST) {
    oddities.push(`${bounds.provider} reported a cost of $${reportedCost}, more than a request can cost; it is ignored.`);
    reportedCost = null;
  }
  if (sumInput(usage) === 0 && usage.output === 0) {
    oddities.push(`${bounds.provider} reported no tokens at all; they are estimated.`);
    Object.assign(usage, { input: null, cacheRead: null, cacheWrite: null, cacheWrite1h: null, output: null, reasoning: null });
  }
  return { usage, reportedCost, oddities };
}

function mostInput({ contextWindow, inputEstimate }: UsageBounds): number {
  return Math.max(SEVERAL_TIMES * (contextWindow ?? 0), Math.round(SEVERAL_TIMES * inputEstimate) + ADDED_INPUT);
}

const INPUT_KINDS = ['input', 'cacheRead', 'cacheWrite'] as const;
type InputUsage = Pick<Usage, (typeof INPUT_KINDS)[number]>;

/** Leaves the smaller kinds as they are: it is the largest that cannot be. */
function clampInput(
  usage: InputUsage,
  most: number,
  tell: (figure: Count, reported: number, counted: number) => void,
): Partial<InputUsage> {
  const clamped: Partial<InputUsage> = {};
  let left = most;
  for (const kind of [...INPUT_KINDS].sort((a, b) => (usage[a] ?? 0) - (usage[b] ?? 0))) {
    const tokens = usage[kind] ?? 0;
    if (tokens > left) {
      tell(kind, tokens, left);
      clamped[kind] = left;
    }
    left -= Math.min(tokens, left);
  }
  return clamped;
}

type Count = Exclude<UsageFigure, 'cost'>;

const NAMES: Record<Count, string> = {
  input: 'tokens of input',
  output: 'tokens of output',
  cacheRead: 'tokens read from the cache',
  cacheWrite: 'tokens written to the cache',
  cacheWrite1h: 'tokens written to the cache for an hour',
  reasoning: 'tokens of reasoning',
  webSearches: 'web searches',
};

function name(figure: Count, amount: number): string {
  return `${groupDigits(amount)} ${NAMES[figure]}`;
}

function tellFault(provider: string, { figure, reported, counted }: UsageFault): string {
  if (figure === 'cost') {
    const what = reported === null ? 'a cost that is no number' : `a cost of -$${-reported}, less than nothing`;
    return `${provider} reported ${what}; it is ignored.`;
  }
  if (reported === null) return `${provider} reported ${NAMES[figure]} that are no number; they are not counted.`;
  return `${provider} reported ${name(figure, reported)}; they are counted as ${groupDigits(counted ?? 0)}.`;
}

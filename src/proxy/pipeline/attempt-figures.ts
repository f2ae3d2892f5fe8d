import type { Cost } from '../../shared/model/money';
import { UNKNOWN_USAGE, type Usage } from '../../shared/model/usage';
import type { UsageReport } from '../canonical/usage-report';
import type { TokenCounter } from '../tokens/token-counter';
import { checkUsage, type CheckedUsage } from './check-usage';
import type { CompiledSettings, Target } from './exchange';

export interface FiguresOptions {
  target: Target;
  /** Our count of the request for this target, in tokens. */
  inputEstimate: number;
  tokens: Pick<TokenCounter, 'estimateText'>;
  prices: CompiledSettings['prices'];
  /** When the exchange began, epoch ms. */
  at: number;
}

/** What one attempt has come to so far: by its upstream's word, and by our own count where that says nothing yet. */
export interface AttemptFigures {
  /** The first byte of a 2xx came. */
  firstByte(): void;
  /** Characters of answer that passed. */
  progress(characters: number): void;
  /** The last report counts: each holds what the earlier ones said, so nothing is ever added twice. */
  report(report: UsageReport): void;
  /** It failed. Bytes without a piece of an answer were no answer then, but an error in one's place, and are not billed. */
  failed(): void;
  /** Reported, or estimated where nothing was: always something that can be shown. */
  usage(): Usage;
  /** Null for both until something of an answer came, since such a call is not billed. */
  billed(): { usage: Usage; cost: Cost } | { usage: null; cost: null };
  /** What was reported; null where nothing was, or nothing that can be relied on. */
  reported(): Usage | null;
  oddities(): readonly string[];
}

/** A stream names its input at the start and its output at the end: in between, the output is what we saw pass. */
export function createAttemptFigures({ target, inputEstimate, tokens, prices, at }: FiguresOptions): AttemptFigures {
  const { provider, model } = target;
  const bounds = { provider: provider.name, contextWindow: model.contextWindow ?? null, inputEstimate };
  let checked: CheckedUsage | null = null;
  let characters = 0;
  let bytesCame = false;
  let contentCame = false;

  function usage(): Usage {
    const known = checked?.usage ?? UNKNOWN_USAGE;
    const noInput = known.input === null && known.cacheRead === null && known.cacheWrite === null;
    if (known.output !== null && !noInput) return known;
    return {
      ...known,
      input: noInput ? Math.round(inputEstimate) : known.input,
      output: known.output ?? tokens.estimateText(characters, { providerId: provider.id, model: model.id }),
      estimated: true,
    };
  }

  return {
    firstByte() {
      bytesCame = true;
    },
    progress(count) {
      contentCame = true;
      characters += count;
    },
    report(report) {
      checked = checkUsage(report, bounds);
    },
    failed() {
      bytesCame = contentCame;
    },
    usage,
    billed() {
      if (!bytesCame && !contentCame && checked === null) return { usage: null, cost: null };
      const now = usage();
      const reportedCost = checked?.reportedCost ?? null;
      return { usage: now, cost: prices.cost({ provider, model: model.id, usage: now, reportedCost, at }) };
    },
    reported: () => (checked === null || checked.oddities.length > 0 ? null : checked.usage),
    oddities: () => checked?.oddities ?? [],
  };
}

import type { CostSpan } from '../../ledger';
import { recomputeCosts, type PresentPrices } from '../../pricing';
import type { Exchange } from '../../shared/model/exchange';
import type { ExchangeCosts } from '../../shared/model/exchange-costs';
import type { Cost } from '../../shared/model/money';
import type { Recalculation } from '../../shared/model/prices';

/** The ledger's side of a recalculation; each call is short, so that between two of them whoever waits gets its turn. */
export interface CostsLedger {
  count(span: CostSpan): Promise<number>;
  /** Oldest first; those of one millisecond together. */
  list(span: CostSpan, limit: number): Promise<Exchange[]>;
  /** In one transaction. */
  put(costs: ExchangeCosts[]): Promise<void>;
}

/** A page is read, and then written, within some milliseconds each, which no screen notices. */
const PAGE = 100;

/**
 * Computes the costs of a span again, page by page, and tells what changes; writes it too if `apply`. Whatever ends it in the middle leaves whole pages
 * behind, and to begin again leads to the same end.
 */
export async function recalculate(
  ledger: CostsLedger,
  present: PresentPrices,
  span: Recalculation['span'],
  apply: boolean,
  progressed: (done: number, total: number) => void,
): Promise<Recalculation> {
  const before = span.to ?? Number.MAX_SAFE_INTEGER;
  const total = await ledger.count({ from: span.from ?? 0, before });
  const tally = createTally();
  let from = span.from ?? 0;
  let done = 0;
  for (;;) {
    const page = await ledger.list({ from, before }, PAGE);
    const last = page.at(-1);
    if (last === undefined) return { span, ...tally.result() };
    const changed = page.flatMap((exchange) => {
      const costs = recomputeCosts(exchange, present);
      return tally.add(exchange, costs) ? [costs] : [];
    });
    if (apply && changed.length > 0) await ledger.put(changed);
    done += page.length;
    progressed(done, total);
    from = last.startedAt + 1;
  }
}

type TargetTally = Recalculation['targets'][number];

function createTally() {
  const sum = { requests: 0, changed: 0, compared: 0, unpricedBefore: 0, unpricedAfter: 0, before: 0, after: 0 };
  const targets = new Map<string, TargetTally>();

  function addAttempt(name: string, before: Cost, after: Cost): void {
    const found = targets.get(name);
    const target = found ?? {
      target: name,
      requests: 0,
      changed: 0,
      before: 0,
      after: 0,
      unpricedBefore: 0,
      unpricedAfter: 0,
      source: null,
    };
    if (!found) targets.set(name, target);
    target.requests += 1;
    target.before += before.total ?? 0;
    target.after += after.total ?? 0;
    target.unpricedBefore += Number(before.total === null);
    target.unpricedAfter += Number(after.total === null);
    if (isSame(before, after)) return;
    target.changed += 1;
    target.source = after.source;
  }

  return {
    /** True where something is to be written. */
    add(exchange: Exchange, costs: ExchangeCosts): boolean {
      const { cost, defaultCost, attempts } = exchange;
      let differs = !isSame(cost, costs.cost);
      attempts.forEach((attempt, index) => {
        const after = costs.attempts[index] ?? null;
        if (attempt.cost === null || after === null || attempt.cost.playMoney) return;
        addAttempt(`${attempt.providerId}/${attempt.model}`, attempt.cost, after);
        differs ||= !isSame(attempt.cost, after);
      });
      const compares = defaultCost !== costs.defaultCost;
      sum.requests += 1;
      sum.changed += Number(differs);
      sum.compared += Number(!differs && compares);
      if (isAnswered(exchange)) {
        sum.unpricedBefore += Number(cost.total === null);
        sum.unpricedAfter += Number(costs.cost.total === null);
      }
      sum.before += cost.total ?? 0;
      sum.after += costs.cost.total ?? 0;
      return differs || compares;
    },
    result(): Omit<Recalculation, 'span'> {
      const change = ({ before, after }: TargetTally) => Math.abs(after - before);
      return { ...sum, targets: [...targets.values()].sort((a, b) => change(b) - change(a) || b.changed - a.changed) };
    },
  };
}

/** One that brought nothing cost nothing, and is not unpriced. */
function isAnswered({ outcome, usage }: Exchange): boolean {
  return outcome === 'ok' || (usage.output ?? 0) > 0;
}

/** The same money by the same source. That its table has a newer date changes nothing. */
function isSame(one: Cost, other: Cost): boolean {
  return (
    one.total === other.total &&
    one.input === other.input &&
    one.output === other.output &&
    one.cacheRead === other.cacheRead &&
    one.cacheWrite === other.cacheWrite &&
    one.fees === other.fees &&
    one.source === other.source
  );
}

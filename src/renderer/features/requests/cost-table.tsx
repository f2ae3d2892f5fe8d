import type { Exchange } from '../../../shared/model/exchange';
import { sumInput } from '../../../shared/model/sum-input';
import { formatCost } from '../../../shared/model/format-money';
import { formatDate } from '../../format/format-time';
import { formatCount } from '../../format/format-tokens';
import { SectionHead } from '../../ui/section-head';
import { Unknown } from '../../ui/unknown';
import { CostFigure } from './row-figures';
import styles from './cost-table.module.css';

/** Tokens and cost by kind, and where the figures come from. */
export function CostTable({ exchange }: { exchange: Exchange }) {
  const { usage, cost } = exchange;
  const rows = [
    { kind: 'Input', tokens: usage.input, cost: cost.input },
    { kind: 'Cache read', tokens: usage.cacheRead, cost: cost.cacheRead },
    { kind: 'Cache write', tokens: usage.cacheWrite, cost: cost.cacheWrite },
    { kind: outputLabel(usage.reasoning), tokens: usage.output, cost: cost.output },
  ];
  return (
    <section className={styles.section}>
      <SectionHead title="Tokens and cost" note={cost.playMoney && 'play money, from the simulator'} />
      <table className={styles.table}>
        <thead>
          <tr>
            <th>Kind</th>
            <th className={styles.number}>Tokens</th>
            <th className={styles.number}>Cost, $</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.kind}>
              <td>{row.kind}</td>
              <td className={styles.number}>{row.tokens === null ? <Unknown why="Not reported" /> : formatCount(row.tokens)}</td>
              <td className={styles.number}>{row.cost === null ? <Unknown why="No price is known" /> : formatCost(row.cost)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{describeUsage(exchange)}</td>
            <td className={styles.number}>
              {isUsageKnown(exchange) ? (
                `${usage.estimated ? '≈ ' : ''}${formatCount((sumInput(usage) ?? 0) + (usage.output ?? 0))}`
              ) : (
                <Unknown why="No token counts are known" />
              )}
            </td>
            <td className={styles.number}>
              <CostFigure exchange={exchange} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p className={styles.source}>{describeSource(exchange)}</p>
    </section>
  );
}

function outputLabel(reasoning: number | null): string {
  return reasoning === null || reasoning === 0 ? 'Output' : `Output, ${formatCount(reasoning)} of it reasoning`;
}

function isUsageKnown({ usage }: Exchange): boolean {
  return sumInput(usage) !== null || usage.output !== null;
}

function describeUsage(exchange: Exchange): string {
  if (!isUsageKnown(exchange)) return exchange.outcome === 'in-flight' ? 'Not known yet' : 'Not reported';
  return exchange.usage.estimated ? 'Estimated by Switchyard' : `Reported by ${exchange.providerId ?? 'the provider'}`;
}

function describeSource(exchange: Exchange): string {
  const { cost, model } = exchange;
  if (cost.source === null) {
    if (model === null) return 'No model was asked.';
    if (!isUsageKnown(exchange)) return 'A cost needs token counts.';
    return `No price is known for ${model}; sums leave it out.`;
  }
  const source = cost.source === 'provider' ? 'Cost as reported by the provider' : `Price from ${cost.source}`;
  return cost.sourceDate === null ? `${source}.` : `${source}, ${formatDate(cost.sourceDate)}.`;
}

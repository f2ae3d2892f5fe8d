import type { Exchange } from '../../../shared/model/exchange';
import type { ServiceTier } from '../../../shared/model/usage';
import { sumInput } from '../../../shared/model/sum-input';
import { formatCost } from '../../../shared/model/format-money';
import { formatDate } from '../../format/format-time';
import { countOf, formatCount } from '../../format/format-tokens';
import { MiddleCut } from '../../ui/middle-cut';
import { SectionHead } from '../../ui/section-head';
import { StatusMark } from '../../ui/status-mark';
import { TextLink } from '../../ui/text-link';
import { Unknown } from '../../ui/unknown';
import { CostFigure } from './row-figures';
import styles from './cost-table.module.css';

interface CostTableProps {
  exchange: Exchange;
}

/** Tokens and cost by kind, and where the figures come from. */
export function CostTable({ exchange }: CostTableProps) {
  const { usage, cost } = exchange;
  const rows = [
    { kind: 'Input', tokens: usage.input, cost: cost.input },
    { kind: 'Cache read', tokens: usage.cacheRead, cost: cost.cacheRead },
    { kind: partLabel('Cache write', usage.cacheWrite1h, 'for an hour'), tokens: usage.cacheWrite, cost: cost.cacheWrite },
    { kind: partLabel('Output', usage.reasoning, 'of it reasoning'), tokens: usage.output, cost: cost.output },
  ];
  const { webSearches } = usage;
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
          {webSearches !== null && webSearches > 0 && (
            <tr>
              <td>{countOf(webSearches, 'web search', 'web searches')}</td>
              <td />
              <td className={styles.number}>
                {cost.fees === null ? <Unknown why="No price is known" /> : formatCost(cost.fees)}
              </td>
            </tr>
          )}
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
      <CostByAttempt exchange={exchange} />
      <p className={styles.source}>
        {describeSource(exchange)} {usage.serviceTier !== null && TIERS[usage.serviceTier]}{' '}
        {isUnpriced(exchange) && (
          <TextLink to={{ page: 'prices', open: `${exchange.providerId}/${exchange.model}` }}>Set a price</TextLink>
        )}
      </p>
      {exchange.oddities.length > 0 && (
        <ul className={styles.oddities} aria-label="What was odd">
          {exchange.oddities.map((oddity) => (
            <li key={oddity} className={styles.oddity}>
              <StatusMark mark="warning" />
              {oddity}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Which of the attempts cost what, where more than one did. */
function CostByAttempt({ exchange: { attempts } }: CostTableProps) {
  const billed = attempts.filter(({ cost }) => cost !== null);
  if (billed.length < 2) return null;
  return (
    <ul className={styles.attempts} aria-label="Cost by attempt">
      {billed.map(({ number, providerId, model, usage, cost }) => (
        <li key={number} className={styles.attempt}>
          <span>{number}</span>
          <MiddleCut text={`${providerId}/${model}`} />
          <span className={styles.amount} title={cost?.source ?? undefined}>
            {cost === null || cost.total === null ? (
              <Unknown why={`No price is known for ${model}`} />
            ) : (
              `${usage?.estimated ? '≈ ' : ''}${formatCost(cost.total)}`
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A kind of tokens, and how many of them are of a special sort. */
function partLabel(kind: string, part: number | null, what: string): string {
  return part === null || part === 0 ? kind : `${kind}, ${formatCount(part)} ${what}`;
}

const TIERS: Record<ServiceTier, string> = {
  standard: 'Billed at the standard rate.',
  batch: 'Billed at the batch rate.',
  flex: 'Billed at the flex rate.',
  priority: 'Billed at the priority rate.',
};

/** It brought an answer that could be billed, and nobody says what it cost. */
function isUnpriced(exchange: Exchange): boolean {
  const { cost, model, providerId, outcome } = exchange;
  return outcome !== 'in-flight' && cost.total === null && model !== null && providerId !== null && isUsageKnown(exchange);
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
    return `Unpriced: no price is known for ${model}, and sums leave it out.`;
  }
  const source = tellSource(cost.source);
  return cost.sourceDate === null ? `${source}.` : `${source}, ${formatDate(cost.sourceDate)}.`;
}

function tellSource(source: string): string {
  if (source === 'provider') return 'Cost as reported by the provider';
  if (source === 'free') return 'It runs at home and is free';
  return source === 'your own' ? 'By a price of your own' : `Price from ${source}`;
}

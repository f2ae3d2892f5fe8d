import type { PriceCard, TargetPrice } from '../../../shared/model/prices';
import { formatDate } from '../../format/format-time';
import { formatRate } from '../../format/format-rate';
import { formatCount } from '../../format/format-tokens';
import { SectionHead } from '../../ui/section-head';
import table from '../../ui/table.module.css';
import { Unknown } from '../../ui/unknown';
import { RATES } from './own-price-draft';
import styles from './listed-price.module.css';

/** What a target costs by the tables, tier by tier; or why no table says so. */
export function ListedPrice({ price }: { price: TargetPrice }) {
  const { listed } = price;
  if (listed === null || listed.source === 'free')
    return (
      <section className={styles.section} aria-label="Listed price">
        <SectionHead title="Listed" />
        <p className={styles.text}>{whyNone(price)}</p>
      </section>
    );
  return (
    <section className={styles.section} aria-label="Listed price">
      <SectionHead title="Listed" note={describeSource(listed)} end="$ per M tokens" />
      <table className={table.table}>
        <thead>
          <tr>
            <th className={styles.above}>Input</th>
            <th className={table.number}>In</th>
            <th className={table.number}>Out</th>
            <th className={table.number}>Read</th>
            <th className={table.number}>Write 5 m</th>
            <th className={table.number}>Write 1 h</th>
          </tr>
        </thead>
        <tbody>
          <RateLine
            name={listed.tiers.length === 0 ? 'any' : `up to ${formatCount(listed.tiers[0]?.above ?? 0)}`}
            rates={listed}
          />
          {listed.tiers.map((tier) => (
            <RateLine key={tier.above} name={`above ${formatCount(tier.above)}`} rates={tier} />
          ))}
        </tbody>
      </table>
      {listed.webSearch !== null && <p className={styles.text}>A thousand web searches cost ${formatRate(listed.webSearch)}.</p>}
    </section>
  );
}

function RateLine({ name, rates }: { name: string; rates: Pick<PriceCard, (typeof RATES)[number]> }) {
  return (
    <tr>
      <td className={table.subtle}>{name}</td>
      {RATES.map((rate) => {
        const dollars = rates[rate];
        return (
          <td key={rate} className={table.number}>
            {dollars === null ? <Unknown why="Not stated: billed as the kind to its left, or as input" /> : formatRate(dollars)}
          </td>
        );
      })}
    </tr>
  );
}

function describeSource({ source, sourceDate, listedAs }: PriceCard): string {
  const date = sourceDate === null ? source : `${source}, ${formatDate(sourceDate)}`;
  return listedAs === null ? date : `${date}, as ${listedAs}`;
}

function whyNone({ listed, reported, playMoney }: TargetPrice): string {
  if (listed !== null) return 'It runs at home and costs nothing. A price of your own would count in place of that.';
  if (reported) return `Its answers say what they cost${playMoney ? ', in play money' : ''}.`;
  return 'No table lists it, so what it answers is unpriced: counted, and left out of every sum. A price of your own ends that.';
}

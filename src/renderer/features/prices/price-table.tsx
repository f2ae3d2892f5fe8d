import clsx from 'clsx';
import type { ReactNode } from 'react';
import type { TargetPrice } from '../../../shared/model/prices';
import { formatDate } from '../../format/format-time';
import { formatCount } from '../../format/format-tokens';
import { formatRate } from '../../format/format-rate';
import { formatHash } from '../../navigation/view';
import { MiddleCut } from '../../ui/middle-cut';
import table from '../../ui/table.module.css';
import { Unknown } from '../../ui/unknown';
import { isUnpriced, type PriceOrder } from './arrange-targets';
import styles from './price-table.module.css';

interface PriceTableProps {
  targets: readonly TargetPrice[];
  /** The target whose price is open beside the table. */
  selected: string | null;
  order: PriceOrder;
  onOrder(order: PriceOrder): void;
}

/** Dollars for a million tokens of each target in use, with source and date. */
export function PriceTable({ targets, selected, order, onOrder }: PriceTableProps) {
  const head = (text: string, by: PriceOrder, className?: string) => (
    <th className={className} aria-sort={order === by ? (by === 'name' ? 'ascending' : 'descending') : undefined}>
      <button type="button" className={clsx(styles.sort, order === by && styles.sorted)} onClick={() => onOrder(by)}>
        {text}
      </button>
    </th>
  );
  return (
    <table className={clsx(table.table, styles.prices)}>
      <thead>
        <tr>
          {head('Target, $ per M tokens', 'name', styles.target)}
          {head('In', 'input', table.number)}
          {head('Out', 'output', table.number)}
          <th className={clsx(table.number, styles.cache)}>Cache read</th>
          <th className={clsx(table.number, styles.cache)}>Write 5 m</th>
          <th className={clsx(table.number, styles.wide)}>Write 1 h</th>
          <th className={clsx(table.number, styles.wide)} title="Dollars for a thousand web searches">
            Search, k
          </th>
          <th className={clsx(styles.tiers, styles.wide)}>Above</th>
          <th className={styles.source}>Source</th>
          {head('Req 30 d', 'requests', clsx(table.number, styles.count))}
          {head('Unpriced', 'unpriced', clsx(table.number, styles.count))}
        </tr>
      </thead>
      <tbody>
        {targets.map((target) => (
          <PriceRow key={target.target} price={target} selected={target.target === selected} />
        ))}
      </tbody>
    </table>
  );
}

function PriceRow({ price, selected }: { price: TargetPrice; selected: boolean }) {
  const { target, card, requests, unpriced } = price;
  return (
    <tr className={clsx(selected && styles.selected)}>
      <td>
        <a href={formatHash({ page: 'prices', open: target })} className={styles.link} aria-current={selected}>
          <MiddleCut text={target} />
        </a>
      </td>
      <Figure dollars={card?.input} price={price} />
      <Figure dollars={card?.output} price={price} />
      <Figure dollars={card?.cacheRead} price={price} className={styles.cache} asInput={card !== null} />
      <Figure dollars={card?.cacheWrite} price={price} className={styles.cache} asInput={card !== null} />
      <Figure dollars={card?.cacheWrite1h} price={price} className={styles.wide} asInput={card !== null} />
      <Figure dollars={card?.webSearch} price={price} className={styles.wide} />
      <td className={clsx(styles.wide, table.subtle)}>
        <Tiers price={price} />
      </td>
      <td className={clsx('cut', table.subtle)}>
        <Source price={price} />
      </td>
      <td className={clsx(table.number, styles.count)}>{formatCount(requests)}</td>
      <td className={clsx(table.number, styles.count, unpriced > 0 && styles.missing)}>
        {unpriced === 0 ? '' : formatCount(unpriced)}
      </td>
    </tr>
  );
}

interface FigureProps {
  dollars: number | null | undefined;
  price: TargetPrice;
  className?: string | undefined;
  /** What is not stated is billed as plain input. */
  asInput?: boolean;
}

function Figure({ dollars, price, className, asInput = false }: FigureProps) {
  let shown: ReactNode;
  if (dollars !== null && dollars !== undefined) shown = formatRate(dollars);
  else if (asInput) shown = <Unknown why="Not stated: billed as the kind to its left, or as input" />;
  else shown = <Unknown why={price.reported ? 'Its answers say what they cost' : 'No price is known'} />;
  return <td className={clsx(table.number, className)}>{shown}</td>;
}

function Tiers({ price: { card } }: { price: TargetPrice }) {
  const tiers = card?.tiers ?? [];
  if (tiers.length === 0) return null;
  const sentence = tiers
    .map(({ above, input, output }) => `above ${formatCount(above)} of input: ${input ?? '–'} in, ${output ?? '–'} out`)
    .join('; ');
  return <span title={sentence}>{tiers.map(({ above }) => `${formatCount(Math.round(above / 1_000))} k`).join(', ')}</span>;
}

function Source({ price }: { price: TargetPrice }) {
  const { card, reported, playMoney, target } = price;
  if (isUnpriced(price))
    return (
      <a href={formatHash({ page: 'prices', open: target })} className={styles.set}>
        set a price
      </a>
    );
  if (card === null) return reported && playMoney ? 'play money, reported' : 'reported';
  if (card.source === 'free') return 'free, runs at home';
  const date = card.sourceDate === null ? '' : `, ${card.source === 'your own' ? 'from ' : ''}${formatDate(card.sourceDate)}`;
  return (
    <span title={card.listedAs === null ? undefined : `Listed as ${card.listedAs}`}>
      {card.source}
      {date}
    </span>
  );
}

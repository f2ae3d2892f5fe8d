import clsx from 'clsx';
import type { PriceCard, PriceRefresh } from '../../../shared/model/prices';
import { formatRate } from '../../format/format-rate';
import { formatDate } from '../../format/format-time';
import { formatCount } from '../../format/format-tokens';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Failure } from '../../ui/failure';
import { MiddleCut } from '../../ui/middle-cut';
import { SectionHead } from '../../ui/section-head';
import { StatusMark } from '../../ui/status-mark';
import table from '../../ui/table.module.css';
import { Unknown } from '../../ui/unknown';
import { RATES, type Rate } from './own-price-draft';
import { PricePane } from './price-pane';
import { usePricesStore } from './prices-store';
import pane from './price-pane.module.css';
import styles from './newer-prices.module.css';

/** What newer tables would change, before they are used. */
export function NewerPrices({ onClose }: { onClose(): void }) {
  const { search, look, applyNewer } = usePricesStore();
  return (
    <PricePane
      title="Newer prices"
      under="nothing changes until you use them"
      label="Newer prices"
      onClose={onClose}
      foot={
        search.phase === 'ready' && (
          <>
            <Button variant="primary" disabled={search.applying} onClick={() => void applyNewer().then(onClose)}>
              Use these prices
            </Button>
            <Button variant="ghost" onClick={onClose}>
              Leave them
            </Button>
          </>
        )
      }
    >
      {search.phase === 'idle' && (
        <EmptyState
          title="The tables have not been asked"
          actions={<Button onClick={() => void look()}>Look for newer prices</Button>}
        >
          Switchyard asks the two makers of the tables, raw.githubusercontent.com and models.dev, by your network settings.
        </EmptyState>
      )}
      {search.phase === 'asking' && (
        <p className={styles.asking} role="status">
          <StatusMark mark="in-flight" />
          Asking raw.githubusercontent.com and models.dev
        </p>
      )}
      {search.phase === 'failed' && (
        <Failure error={search.error} action={<Button onClick={() => void look()}>Look again</Button>} />
      )}
      {search.phase === 'ready' && <Difference refresh={search.refresh} />}
    </PricePane>
  );
}

function Difference({ refresh: { tables, changes } }: { refresh: PriceRefresh }) {
  return (
    <>
      <section className={pane.section} aria-label="The tables">
        <SectionHead title="The tables" note="models of the providers that are known" />
        <table className={table.table}>
          <thead>
            <tr>
              <th>Table</th>
              <th className={styles.dates}>As of</th>
              <th className={clsx(table.number, styles.count)}>New</th>
              <th className={clsx(table.number, styles.count)}>Gone</th>
              <th className={clsx(table.number, styles.changed)}>Changed</th>
            </tr>
          </thead>
          <tbody>
            {tables.map(({ name, from, to, added, removed, changed }) => (
              <tr key={name}>
                <td>{name}</td>
                <td className={table.subtle}>
                  {formatDate(from)} → {formatDate(to)}
                </td>
                <td className={table.number}>{formatCount(added)}</td>
                <td className={table.number}>{formatCount(removed)}</td>
                <td className={table.number}>{formatCount(changed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className={pane.section} aria-label="Your targets">
        <SectionHead title="Your targets" note="$ per M tokens, before → after" />
        {changes.length === 0 ? (
          <p className={pane.text}>Nothing changes for the targets in use.</p>
        ) : (
          <ul>
            {changes.map(({ target, before, after }) => (
              <li key={target} className={styles.change}>
                <span className={styles.target}>
                  <MiddleCut text={target} />
                </span>
                <ul className={styles.kinds}>
                  {listKinds(before, after).map(({ kind, was, is }) => (
                    <li key={kind} className={styles.kind}>
                      <span className={styles.name}>{kind}</span>
                      <Amount dollars={was} />→<Amount dollars={is} />
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Amount({ dollars }: { dollars: number | null }) {
  return <span className={styles.amount}>{dollars === null ? <Unknown why="No price" /> : formatRate(dollars)}</span>;
}

const NAMES: Record<Rate, string> = {
  input: 'in',
  output: 'out',
  cacheRead: 'cache read',
  cacheWrite: 'write 5 m',
  cacheWrite1h: 'write 1 h',
};

/** The kinds that differ, tiers and searches too. */
function listKinds(before: PriceCard | null, after: PriceCard | null) {
  const kinds = [...list(before).keys(), ...list(after).keys()];
  const [old, now] = [list(before), list(after)];
  return [...new Set(kinds)]
    .map((kind) => ({ kind, was: old.get(kind) ?? null, is: now.get(kind) ?? null }))
    .filter(({ was, is }) => was !== is);
}

function list(card: PriceCard | null): Map<string, number | null> {
  if (card === null) return new Map();
  const tiers = [{ ...card, above: null }, ...card.tiers];
  const rates = tiers.flatMap(({ above, ...tier }) =>
    RATES.map((rate) => [`${NAMES[rate]}${above === null ? '' : ` above ${formatCount(above)}`}`, tier[rate]] as const),
  );
  return new Map([...rates, ['searches, k', card.webSearch]]);
}

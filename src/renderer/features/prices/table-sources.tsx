import type { PriceList } from '../../../shared/model/prices';
import { call } from '../../api/api';
import { formatDate, formatExact } from '../../format/format-time';
import { formatCount } from '../../format/format-tokens';
import { runAction } from '../../state/notices-store';
import { Button } from '../../ui/button';
import { SectionHead } from '../../ui/section-head';
import { StatusMark } from '../../ui/status-mark';
import { Switch } from '../../ui/switch';
import { usePricesStore } from './prices-store';
import styles from './table-sources.module.css';

/** The tables that say what models cost, where they come from, and whether newer ones are fetched. */
export function TableSources({ list }: { list: PriceList }) {
  const { load } = usePricesStore();
  const change = (action: () => Promise<unknown>) => void runAction(action).then(load);
  return (
    <section className={styles.section} aria-label="Tables of prices">
      <SectionHead title="Tables" note="asked in this order, after what a provider reports and your own prices" />
      <ul className={styles.tables}>
        {list.tables.map((table) => (
          <li key={table.name} className={styles.table}>
            <strong>{table.name}</strong>
            <span>of {formatDate(table.date)}</span>
            <span>{formatCount(table.models)} models</span>
            <span className={styles.quiet}>
              {table.origin === 'shipped' ? 'came with Switchyard' : 'fetched'}, {table.licence}
            </span>
          </li>
        ))}
      </ul>
      <div className={styles.line}>
        <Switch
          label="Fetch newer tables once a week"
          checked={list.refresh === 'weekly'}
          onChange={(on) => change(() => call('prices.set-refresh', { refresh: on ? 'weekly' : 'never' }))}
        />
        <span className={styles.quiet}>
          Off, Switchyard calls nobody but your providers. On, it asks the two makers of the tables, and tells you what changed.
        </span>
      </div>
      {list.failure !== null && (
        <p className={styles.line}>
          <StatusMark mark="warning" />
          <span>The last try failed, and is made again later. {list.failure}</span>
        </p>
      )}
      {list.fetchedAt !== null && (
        <div className={styles.line}>
          <Button size="small" onClick={() => change(() => call('prices.use-shipped'))}>
            Go back to the tables that came with Switchyard
          </Button>
          <span className={styles.quiet}>fetched {formatExact(list.fetchedAt)}</span>
        </div>
      )}
    </section>
  );
}

import { useEffect, useState } from 'react';
import { Calculator, RefreshCw } from 'lucide-react';
import { useEvent } from '../../api/use-event';
import { goTo } from '../../navigation/use-view';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Failure } from '../../ui/failure';
import { FilterField } from '../../ui/filter-field';
import { PageHead } from '../../ui/page-head';
import { SkeletonRows } from '../../ui/skeleton-rows';
import { arrangeTargets, isUnpriced, type PriceOrder } from './arrange-targets';
import { NewerPrices } from './newer-prices';
import { PriceEditor } from './price-editor';
import { PriceTable } from './price-table';
import { usePricesStore } from './prices-store';
import { RecalculatePane } from './recalculate-pane';
import { TableSources } from './table-sources';
import styles from './prices-page.module.css';

const close = () => goTo({ page: 'prices', open: null });

/** What every target in use costs and who says so; beside it one price, newer tables, or computing costs again. */
export function PricesPage({ open }: { open: string | null }) {
  const { list, load, look, noteProgress } = usePricesStore();
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<PriceOrder>('unpriced');
  useEffect(() => void load(), [load]);
  useEvent('prices.recalculating', noteProgress);
  useEvent('prices.changed', () => void load());
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && !event.defaultPrevented && close();
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  const lookForNewer = () => {
    goTo({ page: 'prices', open: 'newer' });
    void look();
  };
  const targets = list.phase === 'ready' ? arrangeTargets(list.value.targets, filter, order) : [];
  const unpriced = list.phase === 'ready' ? list.value.targets.filter(isUnpriced).length : 0;
  return (
    <>
      <PageHead
        title="Prices"
        actions={
          <>
            <Button size="small" icon={<Calculator size={13} />} onClick={() => goTo({ page: 'prices', open: 'recalculate' })}>
              Recalculate costs
            </Button>
            <Button size="small" icon={<RefreshCw size={13} />} onClick={lookForNewer}>
              Look for newer prices
            </Button>
          </>
        }
      >
        <FilterField
          label="Filter the prices"
          placeholder="Filter, e.g. a model or unpriced"
          value={filter}
          onChange={setFilter}
        />
        {unpriced > 0 && <span className={styles.unpriced}>{unpriced} unpriced</span>}
      </PageHead>
      <div className={styles.split}>
        <section className={styles.list} aria-label="Targets in use">
          {list.phase === 'loading' && <SkeletonRows />}
          {list.phase === 'failed' && (
            <Failure error={list.error} action={<Button onClick={() => void load()}>Read them again</Button>} />
          )}
          {list.phase === 'ready' && list.value.targets.length === 0 && (
            <EmptyState title="No target is in use yet">
              As soon as a provider has a model, or a request has been answered, its price stands here.
            </EmptyState>
          )}
          {list.phase === 'ready' && list.value.targets.length > 0 && targets.length === 0 && (
            <EmptyState title="No target fits" actions={<Button onClick={() => setFilter('')}>Clear the filter</Button>} />
          )}
          {targets.length > 0 && <PriceTable targets={targets} selected={open} order={order} onOrder={setOrder} />}
          {list.phase === 'ready' && <TableSources list={list.value} />}
        </section>
        {open === 'newer' && <NewerPrices onClose={close} />}
        {open === 'recalculate' && <RecalculatePane onClose={close} />}
        {open?.includes('/') && list.phase === 'ready' && (
          <PriceEditor
            key={open}
            name={open}
            price={list.value.targets.find(({ target }) => target === open) ?? null}
            onClose={close}
          />
        )}
      </div>
    </>
  );
}

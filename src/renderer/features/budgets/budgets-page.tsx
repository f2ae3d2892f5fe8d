import { useEffect } from 'react';
import { Plus } from 'lucide-react';
import { call } from '../../api/api';
import { useEvent } from '../../api/use-event';
import { goTo } from '../../navigation/use-view';
import { useAppState } from '../../state/app-store';
import { runAction } from '../../state/notices-store';
import { MINUTE_MS, useClock } from '../../state/use-clock';
import { Button } from '../../ui/button';
import { Failure } from '../../ui/failure';
import { PageHead } from '../../ui/page-head';
import { SkeletonRows } from '../../ui/skeleton-rows';
import { budgetsForProviders } from './budget-draft';
import { BudgetEditor, type EditorTarget } from './budget-editor';
import { BudgetTable } from './budget-table';
import { useBudgetsStore } from './budgets-store';
import { ForecastStrip } from './forecast-strip';
import { ReadyBudgets } from './ready-budgets';
import styles from './budgets-page.module.css';

const close = () => goTo({ page: 'budgets', name: null });

/** The budgets, and beside them the one that is being added or edited. */
export function BudgetsPage({ target }: { target: EditorTarget | null }) {
  const { budgets, load, apply } = useBudgetsStore();
  const providers = useAppState().providers.filter(({ preset }) => preset !== 'simulator');
  useEffect(() => void load(), [load]);
  useEvent('budgets.changed', apply);
  const now = useClock(MINUTE_MS);
  const listed = budgets.phase === 'ready' ? budgets.value : [];
  const configured = listed.map(({ budget }) => budget);
  const addForProviders = () =>
    runAction(async () => {
      for (const input of budgetsForProviders(providers, configured)) await call('budgets.save', input);
    });
  return (
    <>
      <PageHead
        title="Budgets"
        actions={
          <Button
            variant={target === null ? 'primary' : 'plain'}
            size="small"
            icon={<Plus size={12} />}
            onClick={() => goTo({ page: 'new-budget', ready: 'blank' })}
          >
            Add a budget
          </Button>
        }
      />
      <ForecastStrip states={listed.map(({ state }) => state).filter((state) => state !== null)} />
      <div className={styles.split}>
        <section className={styles.list} aria-label="All budgets">
          {budgets.phase === 'loading' && <SkeletonRows />}
          {budgets.phase === 'failed' && (
            <Failure error={budgets.error} action={<Button onClick={() => void load()}>Ask again</Button>} />
          )}
          {budgets.phase === 'ready' && listed.length === 0 && (
            <ReadyBudgets
              providerCount={providers.length}
              onPick={(ready) => goTo({ page: 'new-budget', ready })}
              onEachProvider={() => void addForProviders()}
            />
          )}
          {listed.length > 0 && (
            <>
              <BudgetTable budgets={listed} selectedName={target?.kind === 'existing' ? target.name : null} now={now} />
              <p className={styles.note}>
                Real money only. What requests in flight are expected to cost is set aside until they have ended, shown lighter.
              </p>
            </>
          )}
        </section>
        {target && budgets.phase === 'ready' && (
          <aside
            className={styles.pane}
            aria-label={target.kind === 'new' ? 'New budget' : `Budget ${target.name}`}
            onKeyDown={(event) => {
              if (event.key === 'Escape' && !event.defaultPrevented) close();
            }}
          >
            <BudgetEditor
              key={target.kind === 'new' ? `new ${target.ready}` : target.name}
              target={target}
              budgets={configured}
              onSaved={close}
              onClose={close}
            />
          </aside>
        )}
      </div>
    </>
  );
}

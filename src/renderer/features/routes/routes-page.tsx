import { Plus } from 'lucide-react';
import { goTo } from '../../navigation/use-view';
import { useAppState } from '../../state/app-store';
import { useExchangesStore } from '../../state/exchanges-store';
import { valueOf } from '../../state/loadable';
import { useSpendStore } from '../../state/spend-store';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { SectionHead } from '../../ui/section-head';
import { EmptyTrack } from '../../ui/yard-mark';
import { RouteLane } from './route-lane';
import { useRoutesStore } from './routes-store';
import styles from './routes-page.module.css';

/** Where requests go: the default route and its targets. */
export function RoutesPage() {
  const { routes, providers } = useAppState();
  const { pending, error, save } = useRoutesStore();
  const today = valueOf(useSpendStore((store) => store.today));
  const passing = useExchangesStore(
    (store) => store.rows.filter((row) => row.outcome === 'in-flight' && row.route === 'default').length,
  );
  const targets = pending ?? routes.find(({ scenario }) => scenario === 'default')?.targets ?? [];
  const requests = [today?.real, today?.play]
    .flatMap((day) => day?.routes ?? [])
    .filter(({ route }) => route === 'default')
    .reduce((sum, route) => sum + route.requests, 0);
  return (
    <>
      <PageHead title="Routes">
        <span className={styles.saved}>{pending === null ? 'saved, applies to the next request' : 'saving'}</span>
      </PageHead>
      {providers.length === 0 ? (
        <EmptyState
          drawing={<EmptyTrack />}
          title="A route needs a provider"
          actions={
            <Button variant="primary" icon={<Plus size={12} />} onClick={() => goTo({ page: 'new-provider', preset: null })}>
              Add a provider
            </Button>
          }
        >
          Add who answers first. The default route then leads there.
        </EmptyState>
      ) : (
        <div className={styles.scroller}>
          <SectionHead title="Scenarios" note="from what comes in to who answers" end={<Legend />} />
          {error && (
            <p role="alert" className={styles.error}>
              {error.message} {error.hint}
            </p>
          )}
          <RouteLane
            targets={targets}
            providers={providers}
            requestsToday={today === null ? null : requests}
            passing={passing}
            onChange={(next) => void save(next)}
          />
        </div>
      )}
    </>
  );
}

function Legend() {
  return (
    <>
      <span className={styles.key}>
        <svg width="22" height="8" stroke="var(--rail)" strokeWidth="2" aria-hidden="true">
          <path d="M0 4h22" />
        </svg>
        first target
      </span>
      <span className={styles.key}>
        <svg width="22" height="8" stroke="var(--rail)" strokeWidth="2" strokeDasharray="4 4" aria-hidden="true">
          <path d="M0 4h22" />
        </svg>
        fallback
      </span>
    </>
  );
}

import { FlaskConical, Plus } from 'lucide-react';
import type { Pin } from '../../../shared/model/pin';
import type { RouteSummary } from '../../../shared/model/route-summary';
import type { Scenario } from '../../../shared/model/scenario';
import { call } from '../../api/api';
import { goTo } from '../../navigation/use-view';
import { useAppState } from '../../state/app-store';
import { useExchangesStore } from '../../state/exchanges-store';
import { valueOf } from '../../state/loadable';
import { runAction } from '../../state/notices-store';
import { useSpendStore } from '../../state/spend-store';
import { useUnexpired } from '../../state/use-unexpired';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PageHead } from '../../ui/page-head';
import { byRouteOrder } from '../../ui/route-order';
import { SectionHead } from '../../ui/section-head';
import { EmptyTrack } from '../../ui/yard-mark';
import { arrangeTargets } from './describe-strategy';
import { ExplainPanel } from './explain-panel';
import { Legend } from './lane-legend';
import { RouteLane } from './route-lane';
import { RuleList } from './rule-list';
import { SessionPins } from './session-pins';
import { useRoutesStore } from './routes-store';
import styles from './routes-page.module.css';

const closePanel = () => goTo({ page: 'routes', explain: null });
const takeBack = ({ scope }: Pin) => void runAction(() => call('pins.remove', scope));

/** Where requests go: pinned sessions, rules, and the routes with their targets; beside them what would become of a request. */
export function RoutesPage({ explain }: { explain: string | null }) {
  const { routes, rules, providers, pins, breakers } = useAppState();
  const { pending, error, save } = useRoutesStore();
  const pinned = useUnexpired(pins);
  const resting = useUnexpired(breakers);
  const { countToday, countPassing } = useRouteCounts();
  return (
    <>
      <PageHead
        title="Routes"
        actions={
          providers.length > 0 && (
            <Button
              size="small"
              icon={<FlaskConical size={12} />}
              aria-expanded={explain !== null}
              onClick={() => goTo({ page: 'routes', explain: explain === null ? 'try' : null })}
            >
              Try it
            </Button>
          )
        }
      >
        <span className={styles.saved}>
          {Object.keys(pending).length === 0 ? 'saved, applies to the next request' : 'saving'}
        </span>
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
        <div className={styles.split}>
          <div className={styles.scroller}>
            <SessionPins pins={pinned.items} now={pinned.now} onTakeBack={takeBack} />
            {rules.length > 0 && <RuleList rules={rules} />}
            <SectionHead title="Scenarios" note="from what comes in to who answers" end={<Legend />} />
            {error && (
              <p role="alert" className={styles.error}>
                {error.message} {error.hint}
              </p>
            )}
            {listLanes(routes, pending).map((route) => (
              <RouteLane
                key={route.scenario}
                route={route}
                providers={providers}
                pin={pinned.items.find(({ scope }) => scope.kind === 'route' && scope.route === route.scenario) ?? null}
                breakers={resting.items}
                now={pinned.now}
                requestsToday={countToday(route.scenario)}
                passing={countPassing(route.scenario)}
                onChange={(next) => void save(route.scenario, next)}
                onTakeBack={takeBack}
                onForget={({ name }) => void runAction(() => call('breakers.forget', { name }))}
              />
            ))}
          </div>
          {explain !== null && <ExplainPanel requestId={explain === 'try' ? null : explain} onClose={closePanel} />}
        </div>
      )}
    </>
  );
}

/** The default route, which is there even without a target, and those that are set, with their targets as they are being saved. */
function listLanes(routes: readonly RouteSummary[], pending: Partial<Record<Scenario, string[]>>): RouteSummary[] {
  const none: RouteSummary = {
    scenario: 'default',
    targets: [],
    strategy: 'ordered',
    sentTo: null,
    bodies: null,
    private: false,
  };
  const all = routes.some(({ scenario }) => scenario === 'default') ? [...routes] : [none, ...routes];
  return all
    .map((route) => {
      const names = pending[route.scenario];
      return names === undefined ? route : { ...route, targets: arrangeTargets(names, route) };
    })
    .sort((a, b) => byRouteOrder(a.scenario, b.scenario));
}

/** How many requests took a route today (null while the ledger has not been read), and how many are on it now. */
function useRouteCounts() {
  const today = valueOf(useSpendStore((store) => store.today));
  const rows = useExchangesStore((store) => store.rows);
  const spends = [today?.real, today?.play].flatMap((day) => day?.routes ?? []);
  return {
    countToday: (scenario: Scenario) =>
      today === null ? null : spends.filter(({ route }) => route === scenario).reduce((sum, { requests }) => sum + requests, 0),
    countPassing: (scenario: Scenario) =>
      rows.filter(({ outcome, route }) => outcome === 'in-flight' && route === scenario).length,
  };
}

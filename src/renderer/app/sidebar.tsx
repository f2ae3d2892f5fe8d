import type { ReactNode } from 'react';
import clsx from 'clsx';
import { Gauge, LayoutDashboard, List, Server, SlidersHorizontal } from 'lucide-react';
import { findKeyProblem } from '../../shared/model/provider';
import type { RouteSpend } from '../../shared/model/spend';
import { formatSum } from '../../shared/model/format-money';
import { formatHash, type View } from '../navigation/view';
import { useAppState } from '../state/app-store';
import { countInFlight, useExchangesStore } from '../state/exchanges-store';
import { valueOf } from '../state/loadable';
import { selectShownSpend, useSpendStore } from '../state/spend-store';
import { Kbd } from '../ui/kbd';
import { RouteGlyph } from '../ui/route-glyph';
import { ROUTE_ORDER, routeName, toRouteKey, type RouteKey } from '../ui/route-order';
import { Unknown } from '../ui/unknown';
import { LogoMark, RoutesIcon } from '../ui/yard-mark';
import styles from './sidebar.module.css';

/** The pages, and the routes with what they cost today. */
export function Sidebar({ view }: { view: View }) {
  const { providers, platform } = useAppState();
  const live = useExchangesStore(countInFlight);
  const faults = providers.filter(({ enabled, keys }) => enabled && findKeyProblem(keys) !== null).length;
  return (
    <nav className={styles.side} aria-label="Pages">
      <div className={styles.brand}>
        <LogoMark />
        <span className={styles.wide}>Switchyard</span>
      </div>
      <NavLink
        to={{ page: 'overview' }}
        current={view.page === 'overview'}
        icon={<LayoutDashboard size={16} />}
        text="Overview"
      />
      <NavLink
        to={{ page: 'requests', requestId: null }}
        current={view.page === 'requests'}
        icon={<List size={16} />}
        text="Requests"
        note={live > 0 && `${live} live`}
      />
      <NavLink to={{ page: 'routes', explain: null }} current={view.page === 'routes'} icon={<RoutesIcon />} text="Routes" />
      <NavLink
        to={{ page: 'providers', providerId: null }}
        current={view.page === 'providers' || view.page === 'new-provider'}
        icon={<Server size={16} />}
        text="Providers"
        note={faults > 0 && `${faults} fault${faults === 1 ? '' : 's'}`}
      />
      <NavLink
        to={{ page: 'budgets', name: null }}
        current={view.page === 'budgets' || view.page === 'new-budget'}
        icon={<Gauge size={16} />}
        text="Budgets"
      />
      <RouteList />
      <div className={styles.foot}>
        <NavLink
          to={{ page: 'settings' }}
          current={view.page === 'settings' || view.page === 'logs' || view.page === 'prices'}
          icon={<SlidersHorizontal size={16} />}
          text="Settings"
          note={<Kbd>{platform === 'darwin' ? '⌘ ,' : 'Ctrl ,'}</Kbd>}
        />
      </div>
    </nav>
  );
}

interface NavLinkProps {
  to: View;
  current: boolean;
  icon: ReactNode;
  text: string;
  note?: ReactNode;
}

function NavLink({ to, current, icon, text, note }: NavLinkProps) {
  return (
    <a
      href={formatHash(to)}
      className={clsx(styles.link, current && styles.current)}
      aria-current={current ? 'page' : undefined}
      title={text}
    >
      {icon}
      <span className={styles.wide}>{text}</span>
      {note && <span className={styles.note}>{note}</span>}
    </a>
  );
}

function RouteList() {
  const { routes } = useAppState();
  const { today, chosen } = useSpendStore();
  const value = valueOf(today);
  const shown = value === null ? null : selectShownSpend(value, chosen);
  const spends = new Map<RouteKey, RouteSpend>(shown?.day.routes.map((spend) => [toRouteKey(spend.route), spend]));
  const named = new Set<RouteKey>(['default', ...routes.map(({ scenario }) => scenario), ...spends.keys()]);
  return (
    <section className={styles.routes} aria-label="Routes">
      <h2 className={styles.heading}>
        <span>Routes</span>
        <span>{shown?.money === 'play' ? 'today, play $' : 'today, $'}</span>
      </h2>
      <ul>
        {ROUTE_ORDER.filter((route) => named.has(route)).map((route) => (
          <li key={route} className={styles.route}>
            <RouteGlyph route={route} />
            <span className="cut">{routeName(route)}</span>
            <span className={styles.cost}>{shown && <RouteCost spend={spends.get(route)} />}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function RouteCost({ spend }: { spend: RouteSpend | undefined }) {
  if (spend && spend.cost === 0 && spend.unpriced > 0) return <Unknown why="No price is known for its requests" />;
  return formatSum(spend?.cost ?? 0);
}

import type { ReactNode } from 'react';
import { BudgetsPage } from '../features/budgets';
import { LogsPage } from '../features/logs';
import { OverviewPage } from '../features/overview';
import { PricesPage } from '../features/prices';
import { ProvidersPage } from '../features/providers';
import { RequestsPage } from '../features/requests';
import { RoutesPage } from '../features/routes';
import { SettingsPage } from '../features/settings';
import { useView } from '../navigation/use-view';
import type { View } from '../navigation/view';
import { Banners } from './banners';
import { Sidebar } from './sidebar';
import { StatusLine } from './status-line';
import { useShortcuts } from './use-shortcuts';
import styles from './shell.module.css';

/** The window once the first run is over: sidebar, page and status line. */
export function Shell() {
  const view = useView();
  useShortcuts();
  return (
    <div className={styles.window}>
      <Sidebar view={view} />
      <main className={styles.main}>
        <Banners />
        <Page view={view} />
      </main>
      <div className={styles.status}>
        <StatusLine />
      </div>
    </div>
  );
}

function Page({ view }: { view: View }): ReactNode {
  switch (view.page) {
    case 'overview':
      return <OverviewPage />;
    case 'requests':
      return <RequestsPage requestId={view.requestId} />;
    case 'routes':
      return <RoutesPage explain={view.explain} />;
    case 'providers':
      return <ProvidersPage target={view.providerId === null ? null : { kind: 'existing', id: view.providerId }} />;
    case 'new-provider':
      return <ProvidersPage target={{ kind: 'new', preset: view.preset }} />;
    case 'prices':
      return <PricesPage open={view.open} />;
    case 'budgets':
      return <BudgetsPage target={view.name === null ? null : { kind: 'existing', name: view.name }} />;
    case 'new-budget':
      return <BudgetsPage target={{ kind: 'new', ready: view.ready }} />;
    case 'settings':
      return <SettingsPage />;
    case 'logs':
      return <LogsPage name={view.name} />;
  }
}

import { useEffect } from 'react';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { LucideProvider } from 'lucide-react';
import { connectStores } from '../state/connect-stores';
import { useAppStore } from '../state/app-store';
import { useNoticesStore } from '../state/notices-store';
import { Button } from '../ui/button';
import { Failure } from '../ui/failure';
import { ToastList } from '../ui/toast-list';
import { OnboardingPage } from '../features/onboarding';
import { Announcer } from './announcer';
import { Banners } from './banners';
import { ClosingDialog } from './closing-dialog';
import { ErrorBoundary } from './error-boundary';
import { Shell } from './shell';
import { StatusLine } from './status-line';
import { useTheme } from './use-theme';
import styles from './app.module.css';

/** On lucide's grid of 24: one and a half pixels at 16, less where an icon is smaller. */
const ICON_STROKE = 2.1;

/** The whole window. */
export function App() {
  useEffect(connectStores, []);
  return (
    <CSPProvider disableStyleElements>
      <LucideProvider strokeWidth={ICON_STROKE}>
        <Tooltip.Provider delay={500}>
          <ErrorBoundary>
            <Window />
          </ErrorBoundary>
          <ClosingDialog />
          <Notices />
        </Tooltip.Provider>
      </LucideProvider>
    </CSPProvider>
  );
}

function Window() {
  const { app, load } = useAppStore();
  useTheme(app.phase === 'ready' ? app.value.appearance.theme : 'system');
  if (app.phase === 'loading') return null;
  if (app.phase === 'failed') {
    return (
      <div className={styles.column}>
        <Failure error={app.error} action={<Button onClick={() => void load()}>Ask again</Button>} />
      </div>
    );
  }
  return (
    <>
      {app.value.firstRun ? (
        <div className={styles.column}>
          <Banners />
          <OnboardingPage />
          <StatusLine />
        </div>
      ) : (
        <Shell />
      )}
      <Announcer />
    </>
  );
}

function Notices() {
  const { notices, dismiss } = useNoticesStore();
  return <ToastList notices={notices} onDismiss={dismiss} />;
}

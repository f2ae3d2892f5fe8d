import { PageHead } from '../../ui/page-head';
import { GeneralSettings } from './general-settings';
import { LedgerSettings } from './ledger-settings';
import { LoggingSettings } from './logging-settings';
import styles from './settings-page.module.css';

/** How the app looks and behaves. Every change is saved at once. */
export function SettingsPage() {
  return (
    <>
      <PageHead title="Settings">
        <span className={styles.saved}>every change is saved at once</span>
      </PageHead>
      <div className={styles.scroller}>
        <GeneralSettings />
        <LoggingSettings />
        <LedgerSettings />
      </div>
    </>
  );
}

import { FolderOpen } from 'lucide-react';
import { call } from '../../api/api';
import { useAppState } from '../../state/app-store';
import { runAction } from '../../state/notices-store';
import { Button } from '../../ui/button';
import { describeLedger } from './describe-retention';
import styles from './ledger-settings.module.css';
import { useLedgerStore } from './ledger-store';
import { RetentionForm } from './retention-form';
import { Setting, SettingGroup } from './setting';

/** How large the ledger is, and how long things stay in it. */
export function LedgerSettings() {
  const { logging } = useAppState();
  const { info } = useLedgerStore();
  return (
    <SettingGroup title="Ledger">
      <Setting title="Size" note="One file, ledger.db in the data folder, with what waits beside it.">
        <p className={styles.size}>
          {info.phase === 'ready' && describeLedger(info.value)}
          {info.phase === 'failed' && info.error.message}
        </p>
        <Button size="small" icon={<FolderOpen size={14} />} onClick={() => void runAction(() => call('app.open-data-folder'))}>
          Open the data folder
        </Button>
      </Setting>
      <Setting
        title="Retention"
        note="What is past a limit is deleted when no request runs. Sums by hour and day stay, so costs of earlier months do not change."
      >
        <RetentionForm key={JSON.stringify(logging.retention)} saved={logging.retention} />
      </Setting>
    </SettingGroup>
  );
}

import { FolderOpen } from 'lucide-react';
import type { Theme, TrayClick } from '../../../shared/config/config-schema';
import { call } from '../../api/api';
import { useAppState } from '../../state/app-store';
import { runAction } from '../../state/notices-store';
import { Button } from '../../ui/button';
import { Segmented } from '../../ui/segmented';
import { TextLink } from '../../ui/text-link';
import { ClientLines } from '../connect';
import styles from './general-settings.module.css';
import { PauseSelect } from './pause-select';
import { PortSetting } from './port-setting';
import { Setting, SettingGroup } from './setting';

const THEMES: readonly { value: Theme; text: string }[] = [
  { value: 'system', text: 'System' },
  { value: 'light', text: 'Light' },
  { value: 'dark', text: 'Dark' },
];
const TRAY_CLICKS: readonly { value: TrayClick; text: string }[] = [
  { value: 'open-window', text: 'Open the window' },
  { value: 'toggle-routing', text: 'Start or stop routing' },
];

/** How the app looks and is reached. */
export function GeneralSettings() {
  const { appearance, dataFolder, maskedToken, platform, proxy, trayAvailable, version } = useAppState();
  const save = (change: Partial<typeof appearance>) =>
    void runAction(() => call('appearance.save', { ...appearance, ...change }));
  return (
    <SettingGroup title="General">
      <Setting title="Theme">
        <Segmented label="Theme" options={THEMES} value={appearance.theme} onChange={(theme) => save({ theme })} />
      </Setting>
      <Setting
        title="Click on the tray icon"
        note={
          trayAvailable
            ? 'On desktops that report a plain click. Elsewhere a click opens the menu.'
            : 'This desktop shows no tray, so closing the window minimises it.'
        }
      >
        {trayAvailable && (
          <Segmented
            label="Click on the tray icon"
            options={TRAY_CLICKS}
            value={appearance.trayClick}
            onChange={(trayClick) => save({ trayClick })}
          />
        )}
      </Setting>
      <Setting
        title="Listening port"
        note={`Switchyard listens on ${proxy.host} only. Clients need the new address when this changes.`}
      >
        <PortSetting key={proxy.port} port={proxy.port} />
      </Setting>
      <Setting title="While routing is paused" note="Everything goes there, whatever the routes and rules say.">
        <PauseSelect />
      </Setting>
      <Setting title="Claude Code" note="Run these lines in a terminal, then claude. What is copied holds the whole token.">
        <ClientLines address={proxy.address} maskedToken={maskedToken} platform={platform} />
      </Setting>
      <Setting title="Prices" note="What each target costs and who says so; your own prices; costs computed again.">
        <TextLink to={{ page: 'prices', open: null }}>Show the prices</TextLink>
      </Setting>
      <Setting title="Data folder" note="config.json, the ledger and the logs. No key is in it.">
        <span className={styles.folder}>
          <code className={styles.path}>{dataFolder}</code>
          <Button size="small" icon={<FolderOpen size={14} />} onClick={() => void runAction(() => call('app.open-data-folder'))}>
            Open the folder
          </Button>
        </span>
      </Setting>
      <Setting title="Version">
        <span className={styles.value}>Switchyard {version}</span>
      </Setting>
    </SettingGroup>
  );
}

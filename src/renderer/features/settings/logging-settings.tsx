import type { BodyPolicy, Logging, LogLevel } from '../../../shared/config/logging-config';
import { call } from '../../api/api';
import { useAppState } from '../../state/app-store';
import { runAction } from '../../state/notices-store';
import { Segmented } from '../../ui/segmented';
import { TextLink } from '../../ui/text-link';
import { BodyLimitSetting } from './body-limit-setting';
import styles from './logging-settings.module.css';
import { PatternList } from './pattern-list';
import { ProjectTable } from './project-table';
import { RoutePrivacyTable } from './route-privacy';
import { Setting, SettingGroup } from './setting';

const LEVELS: readonly { value: LogLevel; text: string }[] = [
  { value: 'error', text: 'Error' },
  { value: 'warn', text: 'Warn' },
  { value: 'info', text: 'Info' },
  { value: 'debug', text: 'Debug' },
];
const LEVEL_NOTES: Record<LogLevel, string> = {
  error: 'Requests that failed, and faults of Switchyard itself.',
  warn: 'Requests that failed and why, and whatever should be looked at.',
  info: 'Every request, why it went where it went, starts, stops and changed settings.',
  debug: 'Every request with each of its attempts, and all the rest.',
};

const POLICIES: readonly { value: BodyPolicy; text: string }[] = [
  { value: 'none', text: 'None' },
  { value: 'errors', text: 'Of failed requests' },
  { value: 'all', text: 'All' },
];
const POLICY_NOTES: Record<BodyPolicy, string> = {
  none: 'No request and no answer is written to the disk. The last 200 are in memory until Switchyard ends.',
  errors:
    'Requests that failed, or of which an attempt did, stay on the disk with what was answered. Of the others the last 200 are in memory.',
  all: 'Every prompt and every answer stays on the disk and can be searched. They may hold what your files hold.',
};

/** What is written of the requests, and what never is. */
export function LoggingSettings() {
  const { logging, routes } = useAppState();
  const save = (change: Partial<Logging>) => void runAction(() => call('logging.save', { logging: { ...logging, ...change } }));
  return (
    <SettingGroup title="Logging and privacy">
      <Setting
        title="Logs"
        note="Text files with a line for each request and each event, and nothing of what was asked or answered."
      >
        <div className={styles.line}>
          <Segmented label="Log level" options={LEVELS} value={logging.level} onChange={(level) => save({ level })} />
          <TextLink to={{ page: 'logs', name: 'server' }}>Read the logs</TextLink>
        </div>
        <p className={styles.sentence}>{LEVEL_NOTES[logging.level]}</p>
      </Setting>
      <Setting
        title="Bodies on the disk"
        note="Requests and answers in full. Keys and tokens are redacted before anything is kept."
      >
        <Segmented label="Bodies on the disk" options={POLICIES} value={logging.bodies} onChange={(bodies) => save({ bodies })} />
        <p className={styles.sentence}>{POLICY_NOTES[logging.bodies]}</p>
      </Setting>
      <Setting
        title="Kept of one body"
        note="Of what is longer the beginning and the end are kept, and how much is missing is said."
      >
        <BodyLimitSetting key={logging.bodyLimit} bytes={logging.bodyLimit} onSave={(bodyLimit) => save({ bodyLimit })} />
      </Setting>
      <Setting
        title="Redact"
        note="Regular expressions of what is taken out of bodies, beside keys and tokens. $NAME stands for a variable of the environment."
      >
        <PatternList patterns={logging.redact} onSave={(redact) => save({ redact })} />
      </Setting>
      {routes.length > 0 && (
        <Setting
          title="Routes"
          note="What holds for the requests that a route takes. Of a private one only figures are kept, and the stricter word of route and project wins."
        >
          <RoutePrivacyTable routes={routes} onSave={(privacy) => void runAction(() => call('routes.set-privacy', privacy))} />
        </Setting>
      )}
      <Setting
        title="Projects"
        note="What holds for sessions that work in a folder or below it. Of a private one only figures are kept: no session, no project, no bodies, no words of an error."
      >
        <ProjectTable projects={logging.projects} onSave={(projects) => save({ projects })} />
      </Setting>
    </SettingGroup>
  );
}

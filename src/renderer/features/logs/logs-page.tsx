import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { FolderOpen } from 'lucide-react';
import type { LogLevel } from '../../../shared/config/logging-config';
import type { LogLine, LogName } from '../../../shared/model/log-page';
import { call } from '../../api/api';
import { useEvent } from '../../api/use-event';
import { goTo } from '../../navigation/use-view';
import { runAction } from '../../state/notices-store';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { copyText } from '../../ui/copy-text';
import { IconButton } from '../../ui/icon-button';
import { PageHead } from '../../ui/page-head';
import { Segmented } from '../../ui/segmented';
import { Select } from '../../ui/select';
import { FilterField } from '../../ui/filter-field';
import { LogLineDetail } from './log-line-detail';
import { LogLines } from './log-lines';
import { useLogsStore } from './logs-store';
import styles from './logs-page.module.css';

const NAMES: readonly { value: LogName; text: string }[] = [
  { value: 'server', text: 'Requests' },
  { value: 'app', text: 'App' },
];
const LEVELS: readonly { value: LogLevel; text: string }[] = [
  { value: 'debug', text: 'every level' },
  { value: 'info', text: 'info and graver' },
  { value: 'warn', text: 'warn and graver' },
  { value: 'error', text: 'error alone' },
];
/** Typing is over after this, in ms. */
const TYPING_MS = 200;

/** The text logs, from their end backwards, and live. */
export function LogsPage({ name }: { name: LogName }) {
  const [text, setText] = useState('');
  const [level, setLevel] = useState<LogLevel>('debug');
  const [selected, setSelected] = useState<LogLine | null>(null);
  const { lines, open } = useLogsStore();
  const load = () => void open(name, { text: text.trim(), ...(name === 'app' && { level }) });
  useOpenLog(name, text, level, load);
  useEvent('logs.appended', (batch) => useLogsStore.getState().append(batch.name, batch.lines));
  const move = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    if (event.key === 'Escape') return setSelected(null);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = lines[lines.findIndex(({ at }) => at === selected?.at) + (step ?? 0)];
    if (step === undefined || selected === null || !next || event.target instanceof HTMLInputElement) return;
    setSelected(next);
    event.preventDefault();
  });
  useEffect(() => {
    window.addEventListener('keydown', move);
    return () => window.removeEventListener('keydown', move);
  }, []);

  const choose = (next: LogName) => {
    setSelected(null);
    goTo({ page: 'logs', name: next }, { replace: true });
  };
  const clear = () => {
    setText('');
    setLevel('debug');
  };
  return (
    <>
      <PageHead
        title="Logs"
        actions={
          <>
            <CopyButton label="Copy the lines shown" onCopy={() => copyText(lines.map((line) => line.text).join('\n'))} />
            <IconButton label="Open the folder of the logs" onClick={() => void runAction(() => call('logs.open-folder'))}>
              <FolderOpen size={14} />
            </IconButton>
          </>
        }
      >
        <Segmented label="Log" options={NAMES} value={name} onChange={choose} />
        <FilterField label="Filter the lines" placeholder="Filter, e.g. status=529 or a model" value={text} onChange={setText} />
        {name === 'app' && (
          <span className={styles.level}>
            <Select label="Level" options={LEVELS} value={level} onChange={(next: LogLevel) => setLevel(next)} />
          </span>
        )}
      </PageHead>
      <LogLines
        selectedAt={selected?.at ?? null}
        onSelect={(at) => setSelected(lines.find((line) => line.at === at) ?? null)}
        onRetry={load}
        clearFilter={
          text !== '' || (name === 'app' && level !== 'debug') ? <Button onClick={clear}>Clear the filter</Button> : null
        }
      />
      {selected !== null && <LogLineDetail line={selected} onClose={() => setSelected(null)} />}
    </>
  );
}

/** Opens the log again when what is asked of it changes, and watches it for as long as the page stands. */
function useOpenLog(name: LogName, text: string, level: LogLevel, load: () => void): void {
  const onChange = useEffectEvent(load);
  const typed = useRef(text);
  useEffect(() => {
    void runAction(() => call('logs.watch', { name }));
    return () => void runAction(() => call('logs.watch', { name: null }));
  }, [name]);
  useEffect(() => {
    const wait = typed.current === text ? 0 : TYPING_MS;
    typed.current = text;
    const timer = setTimeout(() => onChange(), wait);
    return () => clearTimeout(timer);
  }, [name, text, level]);
}

import { Pause, Play } from 'lucide-react';
import { describePauseTarget } from '../../../shared/model/pause-target';
import type { ProxyState, ProxyStatus } from '../../../shared/model/proxy-status';
import { call } from '../../api/api';
import { formatSince } from '../../format/format-time';
import { useAppState } from '../../state/app-store';
import { MINUTE_MS, useClock } from '../../state/use-clock';
import { runAction } from '../../state/notices-store';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { PageHead } from '../../ui/page-head';
import { StatusMark, type Mark } from '../../ui/status-mark';
import { copyAddress } from '../connect';
import { PauseSelect } from '../settings';
import styles from './overview-head.module.css';

const MARKS: Record<ProxyState, Mark> = {
  starting: 'in-flight',
  on: 'ok',
  paused: 'paused',
  stopped: 'off',
  fault: 'failed',
};
const WORDS: Record<ProxyState, string> = {
  starting: 'starting',
  on: 'on',
  paused: 'paused',
  stopped: 'stopped',
  fault: 'not listening',
};

/** The address that clients use, since when it is open, and the switches of routing. */
export function OverviewHead({ proxy }: { proxy: ProxyStatus }) {
  const now = useClock(MINUTE_MS);
  return (
    <PageHead title="Overview" actions={<Switches state={proxy.state} />}>
      <span className={styles.address}>
        <StatusMark mark={MARKS[proxy.state]} />
        <code>{proxy.address}</code>
        <CopyButton label="Copy the address" onCopy={copyAddress} />
      </span>
      <span className={styles.since}>
        {WORDS[proxy.state]} since {formatSince(proxy.since, now)}
        {proxy.state === 'paused' && ', everything goes to'}
      </span>
      {proxy.state === 'paused' && (
        <span className={styles.pauseTarget}>
          <PauseSelect />
        </span>
      )}
    </PageHead>
  );
}

function Switches({ state }: { state: ProxyState }) {
  const { pauseTarget } = useAppState();
  const start = () => void runAction(() => call('proxy.start'));
  const stop = () => void runAction(() => call('proxy.stop'));
  const pause = () => void runAction(() => call('proxy.pause'));
  // The banner above every page starts it then.
  if (state === 'stopped' || state === 'fault') return null;
  return (
    <>
      {state === 'paused' ? (
        <Button variant="primary" size="small" icon={<Play size={12} />} onClick={start}>
          Resume routing
        </Button>
      ) : (
        <Button
          size="small"
          icon={<Pause size={12} />}
          onClick={pause}
          title={`Sends everything to ${describePauseTarget(pauseTarget)}`}
        >
          Pause
        </Button>
      )}
      <Button size="small" onClick={stop}>
        Stop routing
      </Button>
    </>
  );
}

import { listPauseTargets } from '../../../shared/model/pause-target';
import { call } from '../../api/api';
import { useAppState } from '../../state/app-store';
import { runAction } from '../../state/notices-store';
import { Select } from '../../ui/select';

/** The select's own word for null; no provider's id begins so. */
const FIRST = '-first';

/** Chooses where everything goes while routing is paused. */
export function PauseSelect() {
  const { providers, pauseTarget } = useAppState();
  const options = listPauseTargets(providers, pauseTarget).map(({ target, text }) => ({ value: target ?? FIRST, text }));
  const choose = (value: string) =>
    void runAction(() => call('proxy.set-pause-target', { target: value === FIRST ? null : value }));
  return <Select label="While paused, everything goes to" options={options} value={pauseTarget ?? FIRST} onChange={choose} />;
}

import { useState } from 'react';
import type { EventPayload } from '../../shared/ipc/contract';
import { call } from '../api/api';
import { useEvent } from '../api/use-event';
import { useAppStore } from '../state/app-store';
import { runAction } from '../state/notices-store';
import { Dialog } from '../ui/dialog';

type Closing = EventPayload<'window.closing'>;

/** Said once, when the window is closed for the first time: Switchyard goes on. */
export function ClosingDialog() {
  const [closing, setClosing] = useState<Closing | null>(null);
  useEvent('window.closing', setClosing);
  const app = useAppStore((store) => store.app);
  if (!closing) return null;
  const answer = (name: 'window.hide' | 'app.quit') => {
    setClosing(null);
    void runAction(() => call(name));
  };
  const inTray = closing.into === 'tray';
  const routing = app.phase === 'ready' && (app.value.proxy.state === 'on' || app.value.proxy.state === 'paused');
  return (
    <Dialog
      title={`${routing ? 'Routing goes on' : 'Switchyard stays'}${inTray ? ' in the tray' : ', minimised'}`}
      onClose={() => setClosing(null)}
      main={{ text: routing ? 'Keep routing' : 'Keep Switchyard', onPress: () => answer('window.hide') }}
      other={{ text: 'Quit Switchyard', onPress: () => answer('app.quit') }}
    >
      {inTray
        ? 'Closing the window leaves Switchyard running. Its tray icon starts and stops routing and opens this window again.'
        : 'This desktop has no tray, so the window is minimised and Switchyard keeps running.'}
    </Dialog>
  );
}

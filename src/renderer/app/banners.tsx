import { useState } from 'react';
import { Play } from 'lucide-react';
import { endSentence } from '../../shared/end-sentence';
import type { ConfigFault } from '../../shared/ipc/contract';
import type { ProxyStatus } from '../../shared/model/proxy-status';
import { call } from '../api/api';
import { useAppState } from '../state/app-store';
import { runAction } from '../state/notices-store';
import { Banner } from '../ui/banner';
import { Button } from '../ui/button';

/** The states of the whole app that every page has to say, the gravest first. */
export function Banners() {
  const { proxy, configFault, keychainProblem } = useAppState();
  const [dismissed, setDismissed] = useState<string | null>(null);
  return (
    <>
      <ProxyBanner proxy={proxy} />
      {configFault && <ConfigBanner fault={configFault} />}
      {keychainProblem && dismissed !== keychainProblem.message && (
        <Banner level="warn" title={keychainProblem.message} onDismiss={() => setDismissed(keychainProblem.message)}>
          {keychainProblem.hint ?? 'Keys can be read from environment variables instead.'}
        </Banner>
      )}
    </>
  );
}

function ProxyBanner({ proxy }: { proxy: ProxyStatus }) {
  const start = () => void runAction(() => call('proxy.start'));
  if (proxy.state === 'stopped') {
    return (
      <Banner
        level="info"
        title="Routing is stopped."
        actions={
          <Button variant="primary" size="small" icon={<Play size={12} />} onClick={start}>
            Start routing
          </Button>
        }
      >
        Clients get “connection refused” on {proxy.host}:{proxy.port}.
      </Banner>
    );
  }
  if (proxy.state !== 'fault' || !proxy.fault) return null;
  const { fault, freePort, port } = proxy;
  return (
    <Banner
      level="error"
      title={fault.message}
      actions={
        fault.code === 'port-taken' ? (
          <>
            {freePort !== null && (
              <Button
                variant="primary"
                size="small"
                onClick={() => void runAction(() => call('proxy.use-port', { port: freePort }))}
              >
                Listen on {freePort}
              </Button>
            )}
            <Button size="small" onClick={start}>
              Try {port} again
            </Button>
          </>
        ) : (
          <Button variant="primary" size="small" onClick={start}>
            Start routing
          </Button>
        )
      }
    >
      {fault.hint}
    </Banner>
  );
}

function ConfigBanner({ fault }: { fault: ConfigFault }) {
  return (
    <Banner
      level="error"
      title="The config file has a fault."
      actions={
        <Button size="small" onClick={() => void runAction(() => call('app.open-data-folder'))}>
          Open the folder
        </Button>
      }
    >
      <code>{describePlace(fault)}</code> {endSentence(fault.message)} The last good config goes on running.
    </Banner>
  );
}

/** The message names the path itself. */
function describePlace({ file, line, column }: ConfigFault): string {
  return [file, line, line === null ? null : column].filter((part) => part !== null).join(':');
}

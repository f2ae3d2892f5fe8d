import type { AppState } from '../../../shared/ipc/contract';
import { goTo } from '../../navigation/use-view';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { EmptyTrack } from '../../ui/yard-mark';
import { ClientLines } from './client-lines';
import styles from './next-step.module.css';

interface NextStepProps {
  state: AppState;
  /** What the page says once only the client is missing: "Nothing has passed yet". */
  title: string;
}

/** What to do next where there is nothing to show: a provider, then a target, then a client. */
export function NextStep({ state, title }: NextStepProps) {
  if (state.providers.length === 0) {
    return (
      <EmptyState
        drawing={<EmptyTrack />}
        title="There is no provider yet"
        actions={
          <Button variant="primary" onClick={() => goTo({ page: 'new-provider', preset: null })}>
            Add a provider
          </Button>
        }
      >
        A provider is who answers: an account at a vendor, a gateway, or a server on this machine.
      </EmptyState>
    );
  }
  if (!state.routes.some(({ scenario, targets }) => scenario === 'default' && targets.length > 0)) {
    return (
      <EmptyState
        drawing={<EmptyTrack />}
        title="The default route has no target"
        actions={
          <Button variant="primary" onClick={() => goTo({ page: 'routes', explain: null })}>
            Choose a target
          </Button>
        }
      >
        Requests are refused until it names the model that answers them.
      </EmptyState>
    );
  }
  return (
    <EmptyState drawing={<EmptyTrack />} title={title}>
      <p className={styles.lead}>
        Run these two lines in a terminal, then <code>claude</code>. Its requests show up here.
      </p>
      <ClientLines address={state.proxy.address} maskedToken={state.maskedToken} platform={state.platform} />
    </EmptyState>
  );
}

import { assertNever } from '../../shared/assert-never';
import { describePauseTarget } from '../../shared/model/pause-target';
import type { ProxyStatus } from '../../shared/model/proxy-status';

/** The status line of the menu and the tooltip: the state, and what belongs to it. */
export function describeStatus(status: ProxyStatus, pauseTarget: string | null): string {
  switch (status.state) {
    case 'starting':
      return 'Starting';
    case 'on':
      return `Routing on, ${status.host}:${status.port}`;
    case 'paused':
      return `Paused, everything goes to ${describePauseTarget(pauseTarget)}`;
    case 'stopped':
      return 'Stopped';
    case 'fault':
      return status.fault?.code === 'port-taken' ? `Port ${status.port} is taken` : (status.fault?.message ?? 'Not routing');
    default:
      return assertNever(status.state);
  }
}

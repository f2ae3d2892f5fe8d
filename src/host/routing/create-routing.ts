import { toAppErrorData, type AppErrorData } from '../../shared/errors';
import type { ProxyState, ProxyStatus } from '../../shared/model/proxy-status';
import type { ProxyClient } from '../threads/proxy-client';
import type { AppliedSettings } from '../threads/proxy-service';
import { findFreePort } from './find-free-port';
import { formatAddress } from './format-address';

/** What the user wants; the status says what is. */
export type WantedState = 'on' | 'paused' | 'stopped';

export interface RoutingOptions {
  proxy: Pick<ProxyClient, 'call'>;
  /** Builds the settings from config and keys as they are now. May take as long as the keychain's time limit. */
  buildSettings(paused: boolean): Promise<AppliedSettings>;
  /** Starts the proxy if it stays down; does nothing while it runs. */
  startProxy(): void;
  listenAt(): Place;
  onChanged(): void;
  /** Epoch milliseconds. */
  now(): number;
}

export interface Place {
  host: string;
  port: number;
}

export interface Routing {
  status(): ProxyStatus;
  /** Base URL of the simulator, while there is one. */
  simulatorUrl(): string | null;
  /** Goes for this state. Resolves when it is reached, or the status says why not. Never rejects. */
  want(state: WantedState): Promise<void>;
  wanted(): WantedState;
  /** Brings the proxy in line with config and keys as they are now; opens the port again if it is elsewhere. Never rejects. */
  refresh(): Promise<void>;
  /** The proxy is gone: nothing listens any more. With a fault it stays gone until a new start. */
  lose(fault: AppErrorData | null): void;
  /** Closes the port for good; requests in flight may end for this many milliseconds. */
  end(graceMs: number): Promise<void>;
}

/** Requests in flight get this long when routing is stopped. */
const STOP_GRACE_MS = 120_000;
/** And this long when the port moves: they end where they began while the new port takes the next ones. */
const MOVE_GRACE_MS = 600_000;

/** Opens, pauses, moves and closes the port. Wishes are met one after another; `settle` makes real what is wanted by then. */
export function createRouting(options: RoutingOptions): Routing {
  const { proxy, now } = options;
  let wanted: WantedState = 'on';
  let open: Place | null = null;
  let simulatorUrl: string | null = null;
  let status = describe('starting', now(), null, null);
  /** Counts the deaths of the proxy, so that a step that fails of one does not report it as its own. */
  let losses = 0;
  let ended = false;
  let queue: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | null = null;

  function describe(state: ProxyState, since: number, fault: AppErrorData | null, freePort: number | null): ProxyStatus {
    const { host, port } = open ?? options.listenAt();
    return { state, host, port, address: formatAddress(host, port), since, fault, freePort };
  }

  function setStatus(state: ProxyState, fault: AppErrorData | null = null, freePort: number | null = null): void {
    status = describe(state, status.state === state ? status.since : now(), fault, freePort);
    options.onChanged();
  }

  /** Runs after what runs now; whoever asks while one waits shares it. */
  function settleNext(): Promise<void> {
    waiting ??= queue = queue.then(async () => {
      waiting = null;
      const before = losses;
      await settle(wanted).catch(async (error: unknown) => {
        if (losses === before && !ended) await fail(toAppErrorData(error));
      });
    });
    return waiting;
  }

  async function fail(fault: AppErrorData): Promise<void> {
    const { host, port } = options.listenAt();
    setStatus('fault', fault, fault.code === 'port-taken' ? await findFreePort(host, port) : null);
  }

  async function settle(goal: WantedState): Promise<void> {
    const settings = await options.buildSettings(goal === 'paused');
    if (ended) return;
    if (goal === 'stopped') {
      await leavePort(STOP_GRACE_MS);
      return setStatus('stopped');
    }
    options.startProxy();
    ({ simulatorUrl } = await proxy.call('apply', settings));
    const place = options.listenAt();
    if (open && (open.host !== place.host || open.port !== place.port)) await leavePort(MOVE_GRACE_MS);
    if (!open) await openPort(place);
    setStatus(ended ? 'stopped' : goal);
  }

  async function openPort(place: Place): Promise<void> {
    setStatus('starting');
    await proxy.call('listen', place);
    open = place;
    if (ended) await closePort(0);
  }

  /** Nobody is let in any more; what runs may end for so long, and nobody waits for it. */
  async function leavePort(graceMs: number): Promise<void> {
    if (!open) return;
    open = null;
    await proxy.call('drain', { graceMs }).catch(() => undefined);
  }

  /** A proxy that is gone has closed its port, so a failure here is none. */
  async function closePort(graceMs: number): Promise<void> {
    if (!open) return;
    open = null;
    await proxy.call('close', { graceMs }).catch(() => undefined);
  }

  return {
    status: () => status,
    simulatorUrl: () => simulatorUrl,
    want(state) {
      wanted = state;
      return settleNext();
    },
    wanted: () => wanted,
    refresh: settleNext,
    lose(fault) {
      losses += 1;
      open = null;
      if (wanted !== 'stopped') setStatus(fault ? 'fault' : 'starting', fault);
    },
    async end(graceMs) {
      ended = true;
      wanted = 'stopped';
      await closePort(graceMs);
      setStatus('stopped');
    },
  };
}

import type { MachineState, MachineWatch, WatchMachine } from './machine-state';
import { readBattery } from './read-battery';
import { readOffline } from './read-offline';

/** Milliseconds between two looks. */
const INTERVAL_MS = 30_000;

async function readMachine(): Promise<MachineState> {
  return { onBattery: await readBattery(), offline: readOffline() };
}

/** Watches the machine without Electron, by a look each half minute. */
export const watchMachine: WatchMachine = (onChanged) => watchBy(readMachine, INTERVAL_MS, onChanged);

/** Looks at once and then each interval (ms), and tells what is another state than before. */
export function watchBy(
  read: () => Promise<MachineState>,
  intervalMs: number,
  onChanged: (state: MachineState) => void,
): MachineWatch {
  let told: MachineState | null = null;
  let closed = false;
  const look = async () => {
    const state = await read();
    if (closed || (told?.onBattery === state.onBattery && told.offline === state.offline)) return;
    told = state;
    onChanged(state);
  };
  void look();
  const timer = setInterval(() => void look(), intervalMs).unref();
  return {
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}

/** What rules ask of the machine; null where it cannot be told. */
export interface MachineState {
  onBattery: boolean | null;
  offline: boolean | null;
}

export const UNKNOWN_MACHINE: MachineState = { onBattery: null, offline: null };

export interface MachineWatch {
  close(): void;
}

/** Begins to watch the machine: tells its state soon, and again whenever it is another. */
export type WatchMachine = (onChanged: (state: MachineState) => void) => MachineWatch;

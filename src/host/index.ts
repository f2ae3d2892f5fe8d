/** The front door of the host: what a running Switchyard needs on a machine, without Electron. */
export { describeConfigFault } from './config';
export { createHost } from './create-host';
export { findDataFolder } from './data-folder';
export { exportLedger } from './export/export-ledger';
export { importClassicConfig, type ImportResult } from './import';
export { findLogFolder } from './logs/create-logs';
export { followLog } from './logs/follow-log';
export { readLog } from './logs/read-log';
export { toLogFault } from './logs/to-log-fault';
export { diagnoseConfigured } from './providers/diagnose-configured';
export type { Host, HostEvents, HostOptions, HostState } from './host-api';
export type { WatchMachine } from './machine/machine-state';

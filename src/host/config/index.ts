/** The front door of the config: one file, read, watched and written in one place. */
export { createConfigStore, type ConfigStore } from './config-store';
export { describeConfigFault } from './describe-config-fault';

/** The front door of the simulator: a provider inside the app, for trying things out without an account. */
export { startSimulator, type Simulator } from './start-simulator';

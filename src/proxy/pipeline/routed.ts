import type { ChosenRoute } from '../decision/choose-route';
import type { Received } from './exchange';

/** A request that goes somewhere. */
export interface Routed extends Received, Omit<ChosenRoute, 'refusal'> {}

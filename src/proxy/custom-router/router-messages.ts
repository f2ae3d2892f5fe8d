import type { RequestSummary } from '../../shared/model/request-summary';
import type { Scenario } from '../../shared/model/scenario';
import type { ClassicConfig } from './classic-config';
import type { RouterAdvice } from './router-question';
import type { RouteError, RouteTarget } from './router-types';

/** What the router thread is started with. */
export interface RouterThreadData {
  /** Absolute. */
  file: string;
}

/** A question as it goes over; `body` belongs to the thread. */
export interface RouterOrder {
  kind: 'ask';
  id: number;
  summary: RequestSummary;
  scenario: Scenario;
  body: Uint8Array;
  targets: RouteTarget[];
  error: RouteError | null;
}

/** To the router thread. A pulse is answered at once by a thread that is not busy. */
export type ToRouter = RouterOrder | { kind: 'config'; config: ClassicConfig } | { kind: 'pulse' };

/** From the router thread. */
export type FromRouter =
  /** The file and all of the user's own that it imports, each with its stamp when it was read; `fault`: why it cannot be used. */
  | { kind: 'loaded'; files: ReadonlyMap<string, string>; fault: string | null }
  /** The question was handed to the user's function. */
  | { kind: 'began'; id: number }
  | { kind: 'answer'; id: number; advice: RouterAdvice }
  | { kind: 'log'; level: 'info' | 'warn'; text: string }
  | { kind: 'pulse' };

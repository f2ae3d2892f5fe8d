import type { KeptBody } from '../../shared/model/bodies';
import type { Decision } from '../../shared/model/decision';
import type { Exchange } from '../../shared/model/exchange';

/** All that is known of an exchange, for a file. */
export interface ExportedExchange {
  exchange: Exchange;
  /** Null when it was never routed. */
  decision: Decision | null;
  /** Empty where none were kept, or none were asked for. */
  bodies: KeptBody[];
}

/** How exchanges become the text of a file: `begin`, the entries with `between` between them, `end`. */
export interface ExportWriter {
  begin: string;
  between: string;
  end: string;
  /** An exchange as none, one or more entries. */
  write(exported: ExportedExchange): string[];
}

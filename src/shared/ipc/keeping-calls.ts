import { z } from 'zod';
import { Retention } from '../config/logging-config';
import { ExchangeFilter } from '../model/exchange-filter';
import { ExportFormat, ExportReport, LedgerInfo, RetentionPreview, RetentionReport } from '../model/ledger-info';

const Nothing = z.void();

/** The calls about what the ledger keeps, and how it leaves as files. A part of `calls` in contract.ts. */
export const keepingCalls = {
  'ledger.info': { input: Nothing, output: LedgerInfo },
  /** What a retention would delete now; nothing is. */
  'retention.preview': { input: z.object({ retention: Retention }), output: RetentionPreview },
  /** Writes it into the config. What it deletes goes within minutes, once no request runs. */
  'retention.save': { input: z.object({ retention: Retention }), output: Nothing },
  /** Deletes at once what the retention of the config names, whatever the clock says. */
  'retention.apply-now': { input: Nothing, output: RetentionReport },
  /** Asks where to, and writes the file; null: the user cancelled, and there is none. */
  'export.run': {
    input: z.object({ format: ExportFormat, filter: ExchangeFilter, bodies: z.boolean() }),
    output: ExportReport.nullable(),
  },
  /** Ends the export that runs, if one does. */
  'export.cancel': { input: Nothing, output: Nothing },
} satisfies Record<string, { input: z.ZodType; output: z.ZodType }>;

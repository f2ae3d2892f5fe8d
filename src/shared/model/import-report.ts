import { z } from 'zod';

/** taken: as it was; changed: in another form; left-out: not in the config, and `note` says why. */
export const ImportKind = z.enum(['taken', 'changed', 'left-out']);
export type ImportKind = z.infer<typeof ImportKind>;

/** What became of one place of the file, with all that is below it. No secret stands in it. */
export const ImportLine = z.object({
  /** The place in the file, e.g. `Providers[0].api_key`; with the file's name before it where it is another file. */
  from: z.string(),
  /** The place in our config, e.g. `providers.openrouter.keys`; null where it was left out. */
  to: z.string().nullable(),
  /** Sentences; empty where there is nothing to add. */
  note: z.string(),
  kind: ImportKind,
});
export type ImportLine = z.infer<typeof ImportLine>;

/** What an import did, or would do. */
export const ImportSummary = z.object({
  /** The file that was read. It is never changed. */
  source: z.string(),
  /** Our config. */
  config: z.string(),
  report: z.array(ImportLine),
  /** True where the config was changed; false at a dry run, and where all was there already. */
  written: z.boolean(),
  /** Why no keychain took the keys, in one sentence; null where none was needed or all went well. */
  keychainProblem: z.string().nullable(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;

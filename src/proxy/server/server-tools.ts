import type { CompiledSettings } from '../pipeline/exchange';
import type { PipelineTools } from '../pipeline/pipeline-tools';

/** What the HTTP face of the proxy works with. */
export interface ServerTools extends Omit<PipelineTools, 'sendError'> {
  settings(): CompiledSettings;
  version: string;
  /** Called with +1 when an exchange begins and -1 when it ends. */
  count(change: 1 | -1): void;
}

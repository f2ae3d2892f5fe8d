import { UNKNOWN_USAGE, type Usage } from '../../../shared/model/usage';
import { toTokenCount } from '../../canonical/to-token-count';
import type { UsageQuirks } from '../dialect';
import { isRecord, type WireRecord } from './is-record';

export interface ReadUsage {
  usage: Usage;
  /** Dollars; OpenRouter states it with its answers. */
  reportedCost: number | null;
}

/** Puts together the figures of a stream, which come in parts and are cumulative. */
export interface UsageReader {
  /** The usage of message_start. Its output count stands for nothing yet; servers put 0 or 1 there. */
  start(part: unknown): ReadUsage | null;
  /** The usage of message_delta. */
  update(part: unknown): ReadUsage | null;
}

/** Figures are merged field by field, as some servers name the cache counts only at the end (pitfall 48). */
export function createUsageReader(quirks?: UsageQuirks): UsageReader {
  const merged: WireRecord = {};
  function update(part: unknown): ReadUsage | null {
    if (!isRecord(part)) return null;
    for (const [field, value] of Object.entries(part)) if (value !== null && value !== undefined) merged[field] = value;
    return readUsage(merged, quirks);
  }
  return {
    start: (part) => update(isRecord(part) ? { ...part, output_tokens: null } : null),
    update,
  };
}

/** Usage in a provider's answer: its kinds of input are disjoint, as ours are, or are made so (pitfall 46). */
export function readUsage(wire: WireRecord, quirks?: UsageQuirks): ReadUsage {
  const details = isRecord(wire.output_tokens_details) ? wire.output_tokens_details : {};
  const input = toTokenCount(wire.input_tokens);
  const cacheRead = toTokenCount(wire.cache_read_input_tokens);
  const cacheWrite = toTokenCount(wire.cache_creation_input_tokens);
  const cached = quirks?.inputIncludesCached === true ? (cacheRead ?? 0) + (cacheWrite ?? 0) : 0;
  return {
    usage: {
      ...UNKNOWN_USAGE,
      input: input === null ? null : Math.max(0, input - cached),
      output: toTokenCount(wire.output_tokens),
      cacheRead,
      cacheWrite,
      reasoning: toTokenCount(details.thinking_tokens),
      estimated: false,
    },
    reportedCost: typeof wire.cost === 'number' ? wire.cost : null,
  };
}

import { createFigureReader, readServiceTier } from '../../canonical/read-figures';
import type { UsageReport } from '../../canonical/usage-report';
import type { UsageQuirks } from '../dialect';
import { isRecord, type WireRecord } from './is-record';

/** Puts together the figures of a stream, which come in parts and are cumulative. */
export interface UsageReader {
  /** The usage of message_start. Its output count stands for nothing yet; servers put 0 or 1 there. */
  start(part: unknown): UsageReport | null;
  /** The usage of message_delta. */
  update(part: unknown): UsageReport | null;
}

/** Figures are merged field by field, as some servers name the cache counts only at the end (pitfall 48). */
export function createUsageReader(quirks?: UsageQuirks): UsageReader {
  const merged: WireRecord = {};
  function update(part: unknown): UsageReport | null {
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
export function readUsage(wire: WireRecord, quirks?: UsageQuirks): UsageReport {
  const figures = createFigureReader();
  const details = toRecord(wire.output_tokens_details);
  const sent = figures.count('input', wire.input_tokens);
  const including = quirks?.inputIncludesCached === true ? sent : null;
  const cacheRead = figures.part('cacheRead', wire.cache_read_input_tokens, including);
  const rest = including === null ? null : including - (cacheRead ?? 0);
  const { ephemeral_5m_input_tokens: short, ephemeral_1h_input_tokens: long } = toRecord(wire.cache_creation);
  const cacheWrite1h = figures.count('cacheWrite1h', long);
  // Some name what was written only by how long it is kept.
  const cacheWrite =
    figures.part('cacheWrite', wire.cache_creation_input_tokens, rest) ??
    addKnown(figures.part('cacheWrite', short, rest), cacheWrite1h);
  return figures.report(
    {
      input: rest === null ? sent : Math.max(0, rest - (cacheWrite ?? 0)),
      output: figures.count('output', wire.output_tokens),
      cacheRead,
      cacheWrite,
      cacheWrite1h,
      reasoning: figures.count('reasoning', details.thinking_tokens),
      webSearches: figures.count('webSearches', toRecord(wire.server_tool_use).web_search_requests),
      serviceTier: readServiceTier(wire.service_tier),
    },
    figures.dollars(wire.cost),
  );
}

function toRecord(value: unknown): WireRecord {
  return isRecord(value) ? value : {};
}

function addKnown(first: number | null, second: number | null): number | null {
  return first === null && second === null ? null : (first ?? 0) + (second ?? 0);
}

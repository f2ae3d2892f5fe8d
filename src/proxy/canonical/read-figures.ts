import { UNKNOWN_USAGE, type ServiceTier, type Usage } from '../../shared/model/usage';
import type { UsageFault, UsageFigure, UsageReport } from './usage-report';

type Count = Exclude<UsageFigure, 'cost'>;

/** Reads the figures of one report, and remembers those that cannot be. Absent figures (null, undefined) are unknown, and nothing is odd about them. */
export interface FigureReader {
  /** Below zero counts as 0, a fraction as the nearest whole; what is no finite number is unknown. */
  count(figure: Count, value: unknown): number | null;
  /** A count that is a part of `whole`, and cannot be more. */
  part(figure: Count, value: unknown, whole: number | null): number | null;
  /** Dollars; below zero, or no finite number, is unknown. */
  dollars(value: unknown): number | null;
  report(usage: Partial<Usage>, reportedCost?: number | null): UsageReport;
}

export function createFigureReader(): FigureReader {
  const faults: UsageFault[] = [];

  function fault(figure: UsageFigure, value: unknown, counted: number | null): number | null {
    faults.push({ figure, reported: isFinite(value) ? value : null, counted });
    return counted;
  }

  function count(figure: Count, value: unknown): number | null {
    if (value === null || value === undefined) return null;
    if (!isFinite(value)) return fault(figure, value, null);
    const counted = Math.max(0, Math.round(value));
    return counted === value ? counted : fault(figure, value, counted);
  }

  return {
    count,
    part(figure, value, whole) {
      const counted = count(figure, value);
      return counted === null || whole === null || counted <= whole ? counted : fault(figure, counted, whole);
    },
    dollars(value) {
      if (value === null || value === undefined) return null;
      return isFinite(value) && value >= 0 ? value : fault('cost', value, null);
    },
    report: (usage, reportedCost = null) => ({
      usage: { ...UNKNOWN_USAGE, ...usage, estimated: false },
      reportedCost,
      ...(faults.length > 0 && { faults }),
    }),
  };
}

function isFinite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** The words of the APIs for the rates at which they bill (docs/sources.md, Usage). */
const TIERS: ReadonlyMap<unknown, ServiceTier> = new Map([
  ['standard', 'standard'],
  ['default', 'standard'],
  ['unspecified', 'standard'],
  ['on_demand', 'standard'],
  ['batch', 'batch'],
  ['flex', 'flex'],
  ['on_demand_flex', 'flex'],
  ['priority', 'priority'],
  ['on_demand_priority', 'priority'],
]);

/** The rate that an answer names; null for a word that says none of them, e.g. `auto`. */
export function readServiceTier(word: unknown): ServiceTier | null {
  return typeof word === 'string' ? (TIERS.get(word.toLowerCase()) ?? null) : null;
}

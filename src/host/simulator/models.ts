/** A range to draw from, in milliseconds. */
type RangeMs = readonly [least: number, most: number];

export interface SimulatorModel {
  id: string;
  /** Play dollars for a million tokens. */
  prices: { input: number; cachedInput: number; output: number };
  firstTokenMs: RangeMs;
  betweenChunksMs: RangeMs;
  /** Paragraphs of a plain answer. */
  paragraphs: readonly [least: number, most: number];
  /** Every so-manieth request is refused as overloaded; null for never. */
  failsEvery: number | null;
}

const FAST: Omit<SimulatorModel, 'id'> = {
  prices: { input: 1, cachedInput: 0.1, output: 5 },
  firstTokenMs: [150, 400],
  betweenChunksMs: [15, 40],
  paragraphs: [2, 3],
  failsEvery: null,
};

/** What the simulator serves: two plain models, and two for practising with failures and patience. */
export const SIMULATOR_MODELS: readonly SimulatorModel[] = [
  { id: 'simulator-fast', ...FAST },
  { id: 'simulator-large', ...FAST, prices: { input: 3, cachedInput: 0.3, output: 15 }, paragraphs: [3, 5] },
  { id: 'simulator-flaky', ...FAST, failsEvery: 3 },
  { id: 'simulator-slow', ...FAST, firstTokenMs: [2500, 4000], betweenChunksMs: [120, 250] },
];

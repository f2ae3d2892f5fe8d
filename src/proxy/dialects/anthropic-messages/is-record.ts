export type WireRecord = Record<string, unknown>;

/** True for a JSON object. What is on the wire may be anything. */
export function isRecord(value: unknown): value is WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

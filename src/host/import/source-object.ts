/** An object of the file, whose keys and values may be anything. */
export type SourceObject = Readonly<Record<string, unknown>>;

export function isSourceObject(value: unknown): value is SourceObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

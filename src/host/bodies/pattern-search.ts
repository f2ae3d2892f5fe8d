import type { PatternSearch } from '../../shared/redact/find-secrets';

/**
 * Makes the search for the user's patterns (RE2, in either case). The engine is loaded only where there are any. A pattern that it cannot read, though
 * the config's own check let it pass, is told to `onFault` and left out.
 */
export async function createPatternSearch(
  patterns: readonly string[],
  onFault: (message: string) => void,
): Promise<PatternSearch> {
  if (patterns.length === 0) return () => [];
  const { RE2JS } = await import('re2js');
  const compiled = patterns.flatMap((pattern) => {
    try {
      return [RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)];
    } catch (error) {
      onFault(`The pattern ${pattern} of logging.redact cannot be used: ${(error as Error).message}. Nothing is redacted by it.`);
      return [];
    }
  });
  return (text) => {
    const places: { from: number; to: number }[] = [];
    for (const pattern of compiled) {
      for (const matcher = pattern.matcher(text); matcher.find();) {
        if (matcher.end() > matcher.start()) places.push({ from: matcher.start(), to: matcher.end() });
      }
    }
    return places;
  };
}

import type { Diagnosis } from '../../shared/model/diagnosis';
import type { ProviderTestResult } from '../../shared/model/provider';
import type { TestKey } from './prepare-test';

/**
 * Tests a provider with each of its keys, one after the other, at least one. The outcome is that of the first key that fails, which the
 * sentence names, or that of the first key where all work. Rejects with what `test` rejects with.
 */
export async function testKeys(
  keys: readonly TestKey[],
  test: (key: string | null) => Promise<ProviderTestResult>,
): Promise<ProviderTestResult> {
  const results: { label: string; result: ProviderTestResult }[] = [];
  for (const { label, value } of keys) results.push({ label, result: await test(value) });
  const failed = results.find(({ result }) => !result.ok);
  const [first] = results;
  if (first === undefined) throw new RangeError('a provider is tested with one key at least');
  if (results.length === 1) return first.result;
  if (failed === undefined) {
    return { ...first.result, sentence: `${first.result.sentence} All ${results.length} keys were tried.` };
  }
  const models = results.find(({ result }) => result.models.length > 0)?.result.models ?? [];
  return { ...failed.result, models, sentence: `Key ${failed.label}: ${failed.result.sentence}` };
}

/** Diagnoses a provider with each of its keys until one fails: that diagnosis, or the last one where all work. */
export async function diagnoseKeys(
  keys: readonly Pick<TestKey, 'value'>[],
  diagnose: (key: string | null) => Promise<Diagnosis>,
): Promise<Diagnosis> {
  let diagnosis: Diagnosis | null = null;
  for (const { value } of keys) {
    diagnosis = await diagnose(value);
    if (!diagnosis.ok) break;
  }
  if (diagnosis === null) throw new RangeError('a provider is diagnosed with one key at least');
  return diagnosis;
}

import type { DiagnosisStep } from '../../shared/model/diagnosis';
import type { ProviderTestResult } from '../../shared/model/provider';
import { advise } from './advise';
import type { ResolvedProvider } from './resolve-provider';

/** The last steps of a diagnosis, as far as the test call came: its answer, the key, the models. */
export function describeAnswer(result: ProviderTestResult, provider: ResolvedProvider, key: string | null): DiagnosisStep[] {
  const { step, status, durationMs, models } = result;
  const fail = (failed: DiagnosisStep['step'], ms: number | null): DiagnosisStep => ({
    step: failed,
    outcome: 'failed',
    ms,
    sentence: result.sentence,
    advice: advise(failed, provider),
  });
  const pass = (passed: DiagnosisStep['step'], sentence: string, ms: number | null = null): DiagnosisStep => ({
    step: passed,
    outcome: 'ok',
    ms,
    sentence,
    advice: null,
  });
  const skip = (skipped: DiagnosisStep['step'], sentence: string): DiagnosisStep => ({
    ...pass(skipped, sentence),
    outcome: 'skipped',
  });
  // Without a key nothing was sent.
  if (step === 'auth' && status === null) return [skip('http', 'Nothing is asked without a key.'), fail('auth', null)];
  if (step !== 'done' && step !== 'auth' && step !== 'models') return [fail('http', durationMs)];
  const answered = pass('http', `The server answers (${status}).`, durationMs);
  if (step === 'auth') return [answered, fail('auth', null)];
  const keyed = key === null ? skip('auth', 'No key is needed.') : pass('auth', 'The key is taken.');
  if (step === 'models') return [answered, keyed, fail('models', null)];
  if (provider.modelsUrl === null) return [answered, keyed, skip('models', `${provider.name} has no list of models.`)];
  return [answered, keyed, pass('models', describeModels(provider, models))];
}

/** A model that is not listed may work all the same: many lists leave some out. */
function describeModels({ models }: ResolvedProvider, listed: readonly string[]): string {
  const count = listed.length === 1 ? '1 model is listed' : `${listed.length} models are listed`;
  const missing = models.map(({ id }) => id).filter((id) => !listed.includes(id));
  return missing.length === 0 ? `${count}.` : `${count}; not among them: ${missing.join(', ')}.`;
}

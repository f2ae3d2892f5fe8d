import type { Diagnosis, DiagnosisStep } from '../../shared/model/diagnosis';
import { findWay, readPlace, type Way } from '../network/find-way';
import { advise } from './advise';
import { describeAnswer } from './describe-answer';
import { explainConnectionError } from './explain-connection-error';
import type { ResolvedProvider } from './resolve-provider';
import { testAddress, testProvider } from './test-provider';

type StepName = DiagnosisStep['step'];

/** As calls have it, in ms. */
const CONNECT_LIMIT_MS = 10_000;

/**
 * Goes the way to a provider's answer one step after the other, by the code that calls go by: address, proxy or name,
 * connection, certificate, and then the test call. It stops at the first step that fails; the others are "not tried". Costs
 * nothing at the vendors. Never rejects; neither the key nor a proxy's password is in any part of the result.
 */
export async function diagnoseProvider(provider: ResolvedProvider, key: string | null): Promise<Diagnosis> {
  const url = testAddress(provider);
  const way = findWay(provider.network, url);
  const steps = await goThrough(provider, key, url, way);
  for (const step of listSteps(url, way).slice(steps.length)) steps.push(toStep(step, 'not-tried', 'Not tried.'));
  return { ok: steps.every(({ outcome }) => outcome === 'ok' || outcome === 'skipped'), steps };
}

async function goThrough(provider: ResolvedProvider, key: string | null, url: string, way: Way | null): Promise<DiagnosisStep[]> {
  const fail = (step: StepName, sentence: string, ms: number | null = null, code?: string): DiagnosisStep => ({
    ...toStep(step, 'failed', sentence, ms),
    advice: advise(step, provider, code),
  });
  if (!isHttpAddress(url)) {
    const what = url === '' ? 'it is empty' : url;
    return [fail('address', `${provider.name} has an address that is not valid: ${what}.`)];
  }
  const steps = [toStep('address', 'ok', `${url} is asked.`)];
  const problem = way?.problem ?? null;
  if (problem?.step === 'proxy') return [...steps, fail('proxy', problem.sentence)];

  // Brings TLS with all its certificates; most runs of the proxy need neither.
  const { probeConnection } = await import('../network/probe-connection');
  const place = readPlace(url);
  const { done, failure } = await probeConnection(
    way ?? { proxy: null, certificates: [] },
    { ...place, secure: place.secure && problem === null },
    way?.connectMs ?? CONNECT_LIMIT_MS,
  );
  for (const { step, sentence, ms } of done) steps.push(toStep(step, 'ok', sentence, ms));
  if (failure !== null) {
    const { step, ms, error } = failure;
    return [...steps, fail(step, explainConnectionError(error, url, provider.name).sentence, ms, codeOf(error))];
  }
  if (problem !== null) return [...steps, fail('tls', problem.sentence)];
  return [...steps, ...describeAnswer(await testProvider(provider, key), provider, key)];
}

function toStep(step: StepName, outcome: DiagnosisStep['outcome'], sentence: string, ms: number | null = null): DiagnosisStep {
  return { step, outcome, ms, sentence, advice: null };
}

/** All that there are on this way. */
function listSteps(url: string, way: Way | null): StepName[] {
  const proxied = way !== null && (way.proxy !== null || way.problem?.step === 'proxy');
  const secure = url.startsWith('https:') || way?.problem?.step === 'tls';
  return [
    'address',
    ...(proxied ? (['proxy', 'tunnel'] as const) : (['dns', 'connect'] as const)),
    ...(secure ? (['tls'] as const) : []),
    'http',
    'auth',
    'models',
  ];
}

function isHttpAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function codeOf(error: unknown): string | undefined {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

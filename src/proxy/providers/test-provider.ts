import type { ProviderTestResult } from '../../shared/model/provider';
import { readErrorMessage } from '../dialects/read-error-message';
import { endSentence } from '../../shared/end-sentence';
import { hideKey } from '../errors/hide-key';
import { callHttp, createHttpAgent, destroyHttpAgent } from '../http-client';
import { findWay } from '../network/find-way';
import { explainConnectionError } from './explain-connection-error';
import { readModelIds } from './read-model-ids';
import { providerHeaders, type ResolvedProvider } from './resolve-provider';

const TIME_LIMIT_MS = 15_000;

/** An Anthropic-style list is asked for with its version header; others ignore it. */
const LIST_HEADERS = { accept: 'application/json', 'anthropic-version': '2023-06-01' };

/**
 * Asks a provider for its model list and says in one line how far that came: address, DNS, connection, TLS, HTTP
 * status, key, list. Where the list is open to all, the key is checked first; where there is none, the address alone is
 * asked. Costs nothing at the vendors. Never rejects; the key is in no part of the result.
 */
export async function testProvider(provider: ResolvedProvider, key: string | null): Promise<ProviderTestResult> {
  const { name, modelsUrl, keyCheckUrl } = provider;
  const startedAt = performance.now();
  const finish = (result: Pick<ProviderTestResult, 'step' | 'sentence'> & Partial<ProviderTestResult>): ProviderTestResult => ({
    ok: result.step === 'done',
    status: null,
    models: [],
    durationMs: Math.round(performance.now() - startedAt),
    ...result,
  });
  if (provider.needsKey && key === null) return finish({ step: 'auth', sentence: `${name} needs a key, and none is set.` });

  if (keyCheckUrl !== null && key !== null) {
    const checked = await ask(keyCheckUrl, provider, key);
    if ('step' in checked) return finish(checked);
    if (refusesKey(checked)) return finish(tellRefusedKey(checked, name, key));
  }
  const url = testAddress(provider);
  const answer = await ask(url, provider, key);
  if ('step' in answer) return finish(answer);
  const { status, body } = answer;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(2);
  if (refusesKey(answer)) return finish(tellRefusedKey(answer, name, key));
  const keyWords = key === null ? 'No key was sent.' : 'The key is accepted.';
  if (modelsUrl === null && status < 500) {
    const sentence = `${status} in ${seconds} s. ${key === null ? keyWords : 'The key is not refused.'} ${name} has no list of models to ask for.`;
    return finish({ step: 'done', status, sentence });
  }
  if (status === 404) {
    const sentence = `${status} in ${seconds} s. There is no model list at ${url}; check the base URL.`;
    return finish({ step: 'http', status, sentence });
  }
  if (status >= 300) {
    return finish({ step: 'http', status, sentence: `${status} in ${seconds} s from ${url}.${quote(answer, key)}` });
  }
  const models = readModelIds(body);
  if (models === null) {
    const sentence = `${status} in ${seconds} s, but ${url} answers with something that is no model list.`;
    return finish({ step: 'models', status, sentence });
  }
  const listed = models.length === 1 ? '1 model' : `${models.length} models`;
  return finish({ step: 'done', status, models, sentence: `${status} in ${seconds} s. ${keyWords} ${listed} listed.` });
}

/** The address that a test asks: of the list of models, or the first of its dialects. */
export function testAddress({ modelsUrl, endpoints }: ResolvedProvider): string {
  return modelsUrl ?? endpoints[0].baseUrl;
}

interface Answer {
  status: number;
  body: string;
}

/** The answer of a GET, or how far it came instead. */
async function ask(
  url: string,
  provider: ResolvedProvider,
  key: string | null,
): Promise<Answer | Pick<ProviderTestResult, 'step' | 'sentence'>> {
  const agent = createHttpAgent({});
  try {
    const response = await callHttp(agent, url, {
      method: 'GET',
      headers: { ...LIST_HEADERS, ...providerHeaders(provider, { auth: provider.modelsAuth }, key) },
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
      way: findWay(provider.network, url),
    });
    return { status: response.statusCode, body: await response.body.text() };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') {
      return { step: 'http', sentence: `${provider.name} did not answer within ${TIME_LIMIT_MS / 1000} s.` };
    }
    const { step, sentence } = explainConnectionError(error, url, provider.name);
    return { step, sentence };
  } finally {
    void destroyHttpAgent(agent);
  }
}

/** Gemini tells a wrong key with 400. */
function refusesKey({ status, body }: Answer): boolean {
  return status === 401 || status === 403 || (status === 400 && body.includes('API_KEY_INVALID'));
}

function tellRefusedKey(
  answer: Answer,
  name: string,
  key: string | null,
): Pick<ProviderTestResult, 'step' | 'status' | 'sentence'> {
  const { status } = answer;
  const sentence = `${name} refused the key (${status}). Check that it is whole and still valid.${quote(answer, key)}`;
  return { step: 'auth', status, sentence };
}

/** The provider's own words about a failure, without the key. */
function quote({ body }: Answer, key: string | null): string {
  const words = readErrorMessage(body);
  return words === null ? '' : ` It says: ${endSentence(hideKey(words, key))}`;
}

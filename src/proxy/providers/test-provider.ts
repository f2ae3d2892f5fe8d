import { request } from 'undici';
import type { ProviderTestResult } from '../../shared/model/provider';
import { readErrorMessage } from '../dialects/read-error-message';
import { endSentence } from '../../shared/end-sentence';
import { hideKey } from '../errors/hide-key';
import { explainConnectionError } from './explain-connection-error';
import { providerHeaders, type ResolvedProvider } from './resolve-provider';

const TIME_LIMIT_MS = 15_000;

/** An Anthropic-style list is asked for with its version header; others ignore it. */
const LIST_HEADERS = { accept: 'application/json', 'anthropic-version': '2023-06-01' };

/**
 * Asks a provider for its model list and says in one line how far that came: address, DNS, connection, TLS, HTTP
 * status, key, list. Costs nothing at the vendors. Never rejects; the key is in no part of the result.
 */
export async function testProvider(provider: ResolvedProvider, key: string | null): Promise<ProviderTestResult> {
  const url = `${provider.baseUrl}${provider.modelsPath}`;
  const startedAt = performance.now();
  const elapsed = () => Math.round(performance.now() - startedAt);
  const fail = (step: ProviderTestResult['step'], sentence: string, status: number | null = null): ProviderTestResult => ({
    ok: false,
    step,
    sentence,
    status,
    durationMs: elapsed(),
    models: [],
  });
  if (provider.needsKey && key === null) return fail('auth', `${provider.name} needs a key, and none is set.`);

  let status: number;
  let body: string;
  try {
    const response = await request(url, {
      headers: { ...LIST_HEADERS, ...providerHeaders(provider, key) },
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    status = response.statusCode;
    body = await response.body.text();
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') {
      return fail('http', `${provider.name} did not answer within ${TIME_LIMIT_MS / 1000} s.`);
    }
    const fault = explainConnectionError(error, url);
    return fail(fault.step, `${provider.name} ${fault.explanation}.`);
  }

  const seconds = (elapsed() / 1000).toFixed(2);
  const words = readErrorMessage(body);
  const said = status >= 400 && words !== null ? ` It says: ${endSentence(hideKey(words, key))}` : '';
  if (status === 401 || status === 403) {
    return fail('auth', `${provider.name} refused the key (${status}). Check that it is whole and still valid.${said}`, status);
  }
  if (status === 404) {
    return fail('http', `${status} in ${seconds} s. There is no model list at ${url}; check the base URL.`, status);
  }
  if (status >= 300) return fail('http', `${status} in ${seconds} s from ${url}.${said}`, status);

  const models = readModelIds(body);
  if (models === null)
    return fail('models', `${status} in ${seconds} s, but ${url} answers with something that is no model list.`, status);
  const keyWords = key === null ? 'No key was sent.' : 'The key is accepted.';
  const listed = models.length === 1 ? '1 model' : `${models.length} models`;
  return {
    ok: true,
    step: 'done',
    sentence: `${status} in ${seconds} s. ${keyWords} ${listed} listed.`,
    status,
    durationMs: elapsed(),
    models,
  };
}

/** Ids in `{data:[{id}]}` (Anthropic, OpenAI and most others) or a bare array of `{id}` (Together); null for anything else. */
function readModelIds(body: string): string[] | null {
  try {
    const parsed = JSON.parse(body) as unknown;
    const list = Array.isArray(parsed) ? parsed : (parsed as { data?: unknown } | null)?.data;
    if (!Array.isArray(list)) return null;
    return list.map((entry) => (entry as { id?: unknown } | null)?.id).filter((id) => typeof id === 'string');
  } catch {
    return null;
  }
}

import { expect, it, vi } from 'vitest';
import { ProviderConfig } from '../../shared/config/config-schema';
import { createHttpAgent } from '../http-client';
import { resolveModel, resolveProvider } from '../providers/resolve-provider';
import { NO_KEY } from '../routing/list-usable-keys';
import { callUpstream } from './call-upstream';
import type { Target } from './exchange';

const config = { id: 'p', dialect: 'openai-chat', baseUrl: 'http://127.0.0.1:1/v1', keys: [{ source: 'none' }] };
const provider = resolveProvider(ProviderConfig.parse(config), null);
const target: Target = { provider, ...resolveModel(provider, 'm', 'openai-chat'), keys: [NO_KEY], key: NO_KEY, changes: null };

it.each([
  ['less time where less is left', 700, 700],
  ['no more than the usual time', 340_000, 300_000],
  ['the usual time where nothing is said', undefined, 300_000],
])('gives a call %s for its answer to begin', (_words, headersLimitMs, headersTimeout) => {
  const agent = createHttpAgent({});
  const dispatch = vi.spyOn(agent.plain, 'dispatch').mockReturnValue(true);
  const { signal } = new AbortController();
  const call = { target, path: '/', headers: {}, body: '{}', inputEstimate: 1, signal, agent, keepOriginal: false };
  void callUpstream({ ...call, ...(headersLimitMs !== undefined && { headersLimitMs }) });
  expect(dispatch).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ headersTimeout, path: '/v1/' }), expect.anything());
  expect(dispatch.mock.contexts[0]).toBe(agent.plain);
});

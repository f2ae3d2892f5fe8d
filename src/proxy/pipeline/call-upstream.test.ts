import { expect, it, vi } from 'vitest';
import { createHttpAgent, type HttpAgent } from '../http-client';
import { limitHeadersTime } from './call-upstream';

it('gives a call less time for its answer to begin, over the same pool', () => {
  const agent = createHttpAgent({});
  const dispatch = vi.spyOn(agent, 'dispatch').mockReturnValue(true);
  const options = { origin: 'http://127.0.0.1', path: '/', method: 'POST' } as Parameters<HttpAgent['dispatch']>[0];
  const handler = {};
  expect(limitHeadersTime(agent, 700).dispatch(options, handler)).toBe(true);
  expect(dispatch).toHaveBeenCalledWith({ ...options, headersTimeout: 700 }, handler);
  expect(dispatch.mock.contexts[0]).toBe(agent);
});

import type { Talk } from './client-test';
import { expect } from './client-test';
import type { Lane } from './lanes';

/**
 * A run without a hitch: it ends well with this result after so many requests, and nothing was refused, sent twice, sent again
 * without streaming, or complained of.
 */
export function expectSmooth(talk: Talk, lane: Lane, result: string, requests: number): void {
  expect(talk.output).toContain(result);
  expect(talk).toMatchObject({ code: 0, isError: false, result, stderr: '', toolErrors: [] });
  expect(talk.requests).toHaveLength(requests);
  const row = { outcome: 'ok', status: 200, streaming: true, providerId: lane.id, model: lane.model, lane: lane.kind };
  expect(talk.rows).toMatchObject(Array.from({ length: requests }, () => ({ ...row, error: null, attempts: [{ number: 1 }] })));
}

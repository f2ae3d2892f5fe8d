import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createClientStream, type ClientStream } from './client-answer';

let sent: string[];
let stream: ClientStream;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  stream = createClientStream(
    {
      headersSent: () => sent.length > 0,
      sendHead: (status) => sent.push(`head ${status}`),
      write: (bytes) => {
        sent.push(String(bytes));
        return Promise.resolve();
      },
      end: () => sent.push('end'),
    },
    'req_1',
    { ping: () => 'ping\n\n', error: (type, message) => `${type}: ${message}\n\n` },
  );
});
afterEach(() => {
  stream.release();
  vi.useRealTimers();
});

it('sends nothing, not even a head, until there is something to say', () => {
  vi.advanceTimersByTime(9_000);
  expect(sent).toEqual([]);
});

it('pings after ten seconds of silence, and a ping is not content: a fallback is still possible', () => {
  vi.advanceTimersByTime(10_000);
  expect(sent).toEqual(['head 200', 'ping\n\n']);
  expect(stream.contentSent()).toBe(false);
  vi.advanceTimersByTime(10_000);
  expect(sent).toHaveLength(3);
});

it('counts silence from the last record', async () => {
  vi.advanceTimersByTime(9_000);
  await stream.write('data: a\n\n');
  vi.advanceTimersByTime(9_000);
  expect(sent).toEqual(['head 200', 'data: a\n\n']);
  expect(stream.contentSent()).toBe(true);
});

it('falls silent when it is released', () => {
  stream.release();
  vi.advanceTimersByTime(60_000);
  expect(sent).toEqual([]);
});

it('ends a failed stream with one error record', () => {
  stream.fail('overloaded_error', 'Overloaded');
  expect(sent).toEqual(['head 200', 'overloaded_error: Overloaded\n\n', 'end']);
});

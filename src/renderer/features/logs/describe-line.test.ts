import { expect, it } from 'vitest';
import { describeLine } from './describe-line';

it('takes a line of the server log apart, and marks a status that is a failure', () => {
  const text = '[2026-06-12T18:42:11.901Z] route=think provider=- model=a=b status=529 latency_ms=6842';
  expect(describeLine('server', { text })).toEqual({
    head: '',
    fields: [
      { name: 'route', value: 'think', failed: false },
      { name: 'provider', value: '-', failed: false },
      { name: 'model', value: 'a=b', failed: false },
      { name: 'status', value: '529', failed: true },
      { name: 'latency_ms', value: '6842', failed: false },
    ],
  });
});

it('shows the message of an app line first, then what is known beside it, an error ahead of all', () => {
  const text =
    '{"level":"warn","time":"2026-06-12T18:42:11.901Z","id":"x","port":3456,"fault":null,"error":"It is taken.","msg":"routing: fault"}';
  expect(describeLine('app', { text })).toEqual({
    head: 'routing: fault',
    fields: [
      { name: 'error', value: 'It is taken.', failed: true },
      { name: 'port', value: '3456', failed: false },
      { name: 'id', value: 'x', failed: false },
    ],
  });
});

it.each(['', 'hal', '{"level":"wa', '[]', 'null', '[no] pairs here'])('shows %j as it stands', (text) => {
  for (const name of ['server', 'app'] as const) expect(describeLine(name, { text })).toEqual({ head: text, fields: [] });
});

import { expect, it } from 'vitest';
import { formatDiagnosis } from './format-diagnosis';

it('prints a line for each step in columns, with what to do below the one that failed', () => {
  const text = formatDiagnosis('Acme', {
    ok: false,
    steps: [
      { step: 'address', outcome: 'ok', ms: null, sentence: 'https://acme.test/v1/models is asked.', advice: null },
      { step: 'dns', outcome: 'ok', ms: 7, sentence: 'The name was found.', advice: null },
      { step: 'connect', outcome: 'failed', ms: 1200, sentence: 'Nothing \u001b[31mlistens.', advice: 'Start it.' },
      { step: 'http', outcome: 'not-tried', ms: null, sentence: 'Not tried.', advice: null },
    ],
  });
  expect(text).toBe(
    [
      'ok         Address              https://acme.test/v1/models is asked.',
      'ok         Name           7 ms  The name was found.',
      'failed     Connection  1200 ms  Nothing ?[31mlistens.',
      '                                Start it.',
      'not tried  Answer',
      '',
      'Acme cannot be used yet.',
      '',
    ].join('\n'),
  );
});

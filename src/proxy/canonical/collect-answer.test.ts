import { expect, it } from 'vitest';
import { UNKNOWN_USAGE } from '../../shared/model/usage';
import { collectAnswer } from './collect-answer';

const OPTIONS = { seal: () => 'sealed', names: { toClient: (name: string) => name } };

it('makes a whole answer by the rules of a stream', () => {
  const answer = collectAnswer(
    [
      { type: 'thinking', text: 'Hm.' },
      { type: 'text', text: 'Two ' },
      { type: 'text', text: 'calls.' },
      { type: 'tool-start', key: 'a', id: 'call_a', name: 'Bash' },
      { type: 'tool-arguments', key: 'a', json: '{"x":1}' },
      { type: 'stop', reason: 'end_turn' },
      { type: 'usage', usage: { ...UNKNOWN_USAGE, input: 3, output: 4, estimated: false }, reportedCost: 0.5 },
    ],
    OPTIONS,
  );
  expect(answer).toEqual({
    blocks: [
      { type: 'thinking', thinking: 'Hm.', signature: 'sealed' },
      { type: 'text', text: 'Two calls.' },
      { type: 'tool_use', id: 'call_a', name: 'Bash', json: '{"x":1}' },
    ],
    stopReason: 'tool_use',
    stopSequence: null,
    usage: { ...UNKNOWN_USAGE, input: 3, output: 4, estimated: false },
    reportedCost: 0.5,
  });
});

it('throws what the upstream says went wrong', () => {
  expect(() => collectAnswer([{ type: 'failure', message: 'Overloaded', errorType: 'overloaded_error' }], OPTIONS)).toThrow(
    'Overloaded',
  );
});

import { expect, it } from 'vitest';
import { readLogWords } from './read-log-words';

it('shows 50 lines of the server log where nothing is said', () => {
  expect(readLogWords([])).toEqual({ name: 'server', count: 50, follow: false });
});

it('takes the words in any order, and none that it does not know', () => {
  expect(readLogWords(['--follow', '-n', '7', 'app'])).toEqual({ name: 'app', count: 7, follow: true });
  for (const words of [['-n'], ['-n', 'x'], ['-n', '-3'], ['ledger'], ['server', '--tail']])
    expect(readLogWords(words)).toBeNull();
});

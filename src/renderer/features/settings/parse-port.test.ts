import { expect, it } from 'vitest';
import { parsePort } from './parse-port';

it('takes whole numbers from 1 to 65535 and nothing else', () => {
  expect(parsePort(' 3457 ')).toBe(3457);
  for (const text of ['', '0', '65536', '80.5', '-1', '1e3', 'http']) expect(parsePort(text)).toBeNull();
});

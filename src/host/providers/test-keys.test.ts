import { expect, it } from 'vitest';
import type { ProviderTestResult } from '../../shared/model/provider';
import { testKeys } from './test-keys';

const works: ProviderTestResult = {
  ok: true,
  step: 'done',
  sentence: '200 in 0.10 s. The key is accepted.',
  status: 200,
  durationMs: 100,
  models: ['m'],
};
const refused: ProviderTestResult = {
  ...works,
  ok: false,
  step: 'auth',
  status: 401,
  sentence: 'Up refused the key (401).',
  models: [],
};
const keys = [
  { label: 'keychain', value: 'sk-good' },
  { label: 'env A_KEY', value: 'sk-bad' },
];

it('tells of one key what the test told', async () => {
  expect(await testKeys(keys.slice(0, 1), async () => works)).toEqual(works);
});

it('says that all were tried when all work', async () => {
  const tried: (string | null)[] = [];
  const result = await testKeys(keys, async (key) => {
    tried.push(key);
    return works;
  });
  expect(tried).toEqual(['sk-good', 'sk-bad']);
  expect(result).toEqual({ ...works, sentence: '200 in 0.10 s. The key is accepted. All 2 keys were tried.' });
});

it('names the key that fails, and still knows the models that another lists', async () => {
  const result = await testKeys(keys, async (key) => (key === 'sk-bad' ? refused : works));
  expect(result).toEqual({ ...refused, models: ['m'], sentence: 'Key env A_KEY: Up refused the key (401).' });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TEST_AUTHORITY } from '../../shared/testing/test-certificates';
import { Config } from '../../shared/config/config-schema';
import { readNetwork } from './read-network';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-network-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function read(caFile: string) {
  const config = Config.parse({ version: 1, network: { caFile } });
  return (await readNetwork(config, folder, () => undefined)).certificates[caFile];
}

it('reads the certificates of a file, from the data folder where its path is relative, and leaves out what else is in it', async () => {
  writeFileSync(join(folder, 'ca.pem'), `# ours\n${TEST_AUTHORITY}\n# again\n${TEST_AUTHORITY}`);
  for (const file of ['ca.pem', join(folder, 'ca.pem')]) {
    const found = await read(file);
    expect(found?.problem).toBeNull();
    expect(found?.pem?.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(found?.pem).not.toContain('ours');
  }
});

it.each([
  ['there is none', null, 'cannot be read: there is none. Mend caFile in config.json.'],
  ['it holds something else', 'hello', 'holds no certificate in PEM form.'],
  [
    'one in it is broken',
    `${TEST_AUTHORITY}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----`,
    'holds a broken certificate, number 2',
  ],
])('says what is wrong with a file: %s', async (_what, text, words) => {
  if (text !== null) writeFileSync(join(folder, 'ca.pem'), text);
  const found = await read('ca.pem');
  expect(found).toMatchObject({ pem: null, problem: expect.stringContaining(join(folder, 'ca.pem')) });
  expect(found?.problem).toContain(words);
});

it('reads the environment’s variables of proxies, small and large, and the files of providers', async () => {
  const config = Config.parse({
    version: 1,
    providers: [{ id: 'a', preset: 'openai', caFile: 'missing.pem' }],
  });
  const environment: Record<string, string> = { HTTPS_PROXY: 'http://p:1', no_proxy: 'x', SECRET: 'no' };
  const { variables, certificates } = await readNetwork(config, folder, (name) => environment[name]);
  expect(variables).toMatchObject({ HTTPS_PROXY: 'http://p:1', no_proxy: 'x' });
  expect(variables).not.toHaveProperty('SECRET');
  expect(Object.keys(certificates)).toEqual(['missing.pem']);
});

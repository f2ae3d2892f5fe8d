import { afterEach, expect, it } from 'vitest';
import { EXPIRED_IDENTITY, OTHER_IDENTITY, SERVER_IDENTITY, TEST_AUTHORITY } from '../../../shared/testing/test-certificates';
import { startTlsFront } from '../../testing/tls-front';
import { ask, createCloser, portOf, routeTo, startUpstream } from './stand';

const { keep, closeAll } = createCloser();
afterEach(closeAll);

const READ = { certificates: { 'ca.pem': { pem: TEST_AUTHORITY, problem: null } } };

it('trusts the certificates of the file that a provider names, and of the one for all', async () => {
  const upstream = keep(await startUpstream());
  const front = keep(await startTlsFront(SERVER_IDENTITY, portOf(upstream)));
  const url = `https://127.0.0.1:${front.port}`;
  const own = keep(await routeTo(url, { caFile: 'ca.pem' }, {}, READ));
  expect((await ask(own)).status).toBe(200);
  const all = keep(await routeTo(url, {}, { network: { caFile: 'ca.pem' } }, READ));
  expect((await ask(all)).status).toBe(200);
});

it.each([
  ['nobody vouches for', SERVER_IDENTITY, {}, /unable to verify|unable to get/],
  ['has run out', EXPIRED_IDENTITY, { caFile: 'ca.pem' }, /certificate has expired/],
  ['is for another name', OTHER_IDENTITY, { caFile: 'ca.pem' }, /does not match|not in the cert/],
])('refuses a certificate that %s', async (_what, identity, own, words) => {
  const upstream = keep(await startUpstream());
  const front = keep(await startTlsFront(identity, portOf(upstream)));
  const proxy = keep(await routeTo(`https://127.0.0.1:${front.port}`, own, {}, READ));
  const { status, text } = await ask(proxy);
  expect(status).toBe(502);
  expect(text).toContain('acme has a certificate or TLS problem');
  expect(text).toMatch(words);
  expect(upstream.requests).toHaveLength(0);
});

it('says what is wrong with the file, and sends nothing', async () => {
  const upstream = keep(await startUpstream());
  const problem = 'The certificate file /ca.pem holds no certificate in PEM form. Mend caFile in config.json.';
  const read = { certificates: { 'ca.pem': { pem: null, problem } } };
  const proxy = keep(await routeTo(upstream.url, { caFile: 'ca.pem' }, {}, read));
  expect((await ask(proxy)).text).toContain(problem);
  expect(upstream.requests).toHaveLength(0);
});

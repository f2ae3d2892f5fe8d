import { expect, it } from 'vitest';
import { NetworkConfig } from '../../shared/config/network-config';
import { chooseProxy } from './choose-proxy';

const place = (host: string, secure = true) => ({ host, port: secure ? 443 : 80, secure });

/** The host of the proxy that is chosen. */
function choose(network: object, own: string | undefined, variables: Record<string, string>, host: string, secure = true) {
  return chooseProxy({ network: NetworkConfig.parse(network), own, variables }, place(host, secure)).proxy?.host ?? null;
}

it.each([
  ['https_proxy before HTTPS_PROXY', { HTTPS_PROXY: 'http://large', https_proxy: 'http://small' }, true, 'small'],
  ['HTTPS_PROXY for https', { HTTPS_PROXY: 'http://one', HTTP_PROXY: 'http://two' }, true, 'one'],
  ['HTTP_PROXY for http', { HTTPS_PROXY: 'http://one', HTTP_PROXY: 'http://two' }, false, 'two'],
  ['ALL_PROXY where no other is set', { ALL_PROXY: 'socks5://all' }, true, 'all'],
  ['an address without a scheme', { HTTPS_PROXY: 'plain:3128' }, true, 'plain'],
  ['none for what is empty', { HTTPS_PROXY: ' ' }, true, null],
  ['none for hosts of NO_PROXY', { HTTPS_PROXY: 'http://one', NO_PROXY: 'a.test, .example.com' }, true, null],
])('takes from the environment %s', (_what, variables, secure, expected) => {
  expect(choose({}, undefined, variables as Record<string, string>, 'api.example.com', secure)).toBe(expected);
});

it('takes the proxy for all rather than the environment’s, and NO_PROXY is of the environment only', () => {
  const variables = { HTTPS_PROXY: 'http://environment', NO_PROXY: '*' };
  expect(choose({ proxy: 'http://all' }, undefined, variables, 'api.example.com')).toBe('all');
  expect(choose({ proxy: 'none' }, undefined, { HTTPS_PROXY: 'http://environment' }, 'api.example.com')).toBeNull();
});

it('passes over noProxy and what is nearby, but not for a provider’s own proxy', () => {
  const network = { proxy: 'http://all', noProxy: 'example.com, other.test' };
  expect(choose(network, undefined, {}, 'api.example.com')).toBeNull();
  expect(choose(network, undefined, {}, '192.168.1.5')).toBeNull();
  expect(choose(network, 'http://own', {}, 'api.example.com')).toBe('own');
  expect(choose(network, 'http://own', {}, '192.168.1.5')).toBe('own');
  expect(choose(network, 'none', {}, 'api.far.test')).toBeNull();
  expect(choose(network, 'environment', { HTTPS_PROXY: 'http://environment' }, 'api.far.test')).toBe('environment');
});

import { expect, it } from 'vitest';
import { holdsPassword, nameProxy, parseProxyAddress } from './proxy-address';

it.each([
  ['http://proxy.test:3128', { protocol: 'http', host: 'proxy.test', port: 3128, username: null, password: null }],
  ['https://proxy.test/', { protocol: 'https', host: 'proxy.test', port: 443 }],
  ['SOCKS5H://10.0.0.1', { protocol: 'socks5h', host: '10.0.0.1', port: 1080 }],
  ['http://[::1]:8080', { host: '::1', port: 8080 }],
  ['http://ann:p%40ss@proxy.test:1', { username: 'ann', password: 'p@ss' }],
  ['http://ann:a:b@c/d%@proxy.test:1', { username: 'ann', password: 'a:b@c/d%', host: 'proxy.test' }],
])('reads %s', (text, expected) => {
  expect(parseProxyAddress(text)).toMatchObject(expected);
});

it.each([
  'proxy.test:3128',
  'ftp://proxy.test',
  'http://',
  'http://a b',
  'http://proxy.test:0',
  'http://proxy.test:70000',
  'http://h/path',
])('takes %s for no address', (text) => expect(parseProxyAddress(text)).toBeNull());

it('names a proxy without what is secret', () => {
  expect(nameProxy({ host: '::1', port: 1 })).toBe('[::1]:1');
  expect(nameProxy({ host: 'proxy.test', port: 3128 })).toBe('proxy.test:3128');
});

it.each([
  ['http://ann:secret@proxy.test', true],
  ['http://ann@corp:secret@proxy.test', true],
  ['http://ann:x$PASSWORD@proxy.test', true],
  ['http://ann:$PASSWORD@proxy.test', false],
  ['http://${USER}:${PASSWORD}@proxy.test', false],
  ['http://ann@proxy.test', false],
  ['http://proxy.test:3128', false],
  ['$PROXY', false],
  ['environment', false],
])('sees whether %s holds a password: %s', (text, expected) => {
  expect(holdsPassword(text)).toBe(expected);
});

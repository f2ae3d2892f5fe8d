import { expect, it } from 'vitest';
import { isNearby, matchNoProxy } from './match-no-proxy';

it.each([
  ['*', 'api.example.com', 443, true],
  ['example.com', 'example.com', 443, true],
  ['example.com', 'api.Example.com', 443, true],
  ['.example.com', 'api.example.com', 443, true],
  ['*.example.com', 'a.b.example.com', 443, true],
  ['example.com', 'notexample.com', 443, false],
  ['api.example.com', 'example.com', 443, false],
  ['example.com:8443', 'example.com', 8443, true],
  ['example.com:8443', 'example.com', 443, false],
  ['203.0.113.0/24', '203.0.113.9', 443, true],
  ['203.0.113.0/24', '203.0.114.9', 443, false],
  ['203.0.113.0/24', 'example.com', 443, false],
  ['203.0.113.7', '203.0.113.7', 80, true],
  ['2001:db8::1', '2001:db8::1', 443, true],
  ['[2001:db8::1]:443', '2001:db8::1', 443, true],
  ['[2001:db8::1]:443', '2001:db8::1', 80, false],
])('takes %s for %s:%d: %s', (entry, host, port, expected) => {
  expect(matchNoProxy(['else.where', entry], host, port)).toBe(expected);
});

it.each([
  'localhost',
  'ollama',
  'gpu.local',
  'host.docker.internal',
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.9',
  '::1',
  'fd00::1',
  'fe80::1',
])('takes %s for nearby', (host) => expect(isNearby(host)).toBe(true));

it.each(['api.anthropic.com', '8.8.8.8', '172.32.0.1', '2001:db8::1', 'local.example.com'])('takes %s for far away', (host) =>
  expect(isNearby(host)).toBe(false),
);

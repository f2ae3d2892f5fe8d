import { expect, it } from 'vitest';
import { readOffline } from './read-offline';

const LOOPBACK = { address: '127.0.0.1', internal: true };

it.each([
  ['a network has given an address', false, { lo: [LOOPBACK], eth0: [{ address: '192.168.1.7', internal: false }] }],
  ['a network has given one of version 6', false, { wlan0: [{ address: '2001:db8::7', internal: false }] }],
  ['there is but loopback', true, { lo: [LOOPBACK, { address: '::1', internal: true }] }],
  [
    'nobody has answered',
    true,
    {
      eth0: [
        { address: '169.254.3.4', internal: false },
        { address: 'fe80::1', internal: false },
      ],
    },
  ],
  ['there is nothing', true, { eth0: undefined }],
])('where %s, offline is %s', (_what, offline, interfaces) => expect(readOffline(interfaces)).toBe(offline));

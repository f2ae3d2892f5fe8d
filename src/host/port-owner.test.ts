import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { findListeningInodes, findListeningPid, findPortOwner } from './port-owner';

describe('the owner of a port', () => {
  it.each(['127.0.0.1', '::'])('is found with name and process id when another process listens on %s', async (host) => {
    const script = `const s = require('net').createServer().listen(0, '${host}', () => console.log(s.address().port))`;
    const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      expect(await findPortOwner(Number(String(line)))).toEqual({ name: expect.stringMatching(/^node/), pid: child.pid });
    } finally {
      child.kill();
    }
  });

  it('is null for a port on which nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    expect(await findPortOwner(port)).toBeNull();
  });

  it('is read from the kernel’s table by port and state, not by a port that is only the remote one', () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0D80 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 11111 1 0000000000000000 100 0 0 10 0
   1: 0100007F:0D80 0100007F:C350 01 00000000:00000000 00:00000000 00000000  1000        0 22222 1 0000000000000000 100 0 0 10 0
   2: 0100007F:C350 0100007F:0D80 0A 00000000:00000000 00:00000000 00000000  1000        0 33333 1 0000000000000000 100 0 0 10 0`;
    expect(findListeningInodes(table, 3456)).toEqual(['11111']);
  });

  it('is read from netstat whatever the language of the state', () => {
    const output = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    127.0.0.1:50000        127.0.0.1:3456         HERGESTELLT      999
  TCP    127.0.0.1:3456         0.0.0.0:0              ABHÖREN          4321`;
    expect(findListeningPid(output, 3456)).toBe(4321);
    expect(findListeningPid(output, 345)).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { buildClientLines } from './client-lines';

const connection = { address: 'http://127.0.0.1:3456', token: 'sy-abc' };

describe('the lines for the client', () => {
  it('are exports for a POSIX shell', () => {
    expect(buildClientLines(connection, 'linux')).toBe(
      'export ANTHROPIC_BASE_URL=http://127.0.0.1:3456\nexport ANTHROPIC_AUTH_TOKEN=sy-abc',
    );
  });

  it('are assignments for PowerShell on Windows', () => {
    expect(buildClientLines(connection, 'win32').split('\n')).toEqual([
      '$env:ANTHROPIC_BASE_URL = "http://127.0.0.1:3456"',
      '$env:ANTHROPIC_AUTH_TOKEN = "sy-abc"',
    ]);
  });

  it('hold a token even where none is asked for, since the client wants one', () => {
    expect(buildClientLines({ ...connection, token: null }, 'darwin')).toContain('ANTHROPIC_AUTH_TOKEN=none');
  });
});

import { describe, expect, it } from 'vitest';
import { mapLibraries, parseMissingLibraries } from './library-packages.mjs';

const ldd = `
/opt/electron:
\tlinux-vdso.so.1 (0x00007ffd3a5f2000)
\tlibnss3.so => not found
\tlibgtk-3.so.0 => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f1c)
/opt/keytar.node:
\tlibsecret-1.so.0 => not found
\tlibnss3.so => not found
`;

describe('parseMissingLibraries', () => {
  it('names each library that was not found once', () => {
    expect(parseMissingLibraries(ldd)).toEqual(['libnss3.so', 'libgtk-3.so.0', 'libsecret-1.so.0']);
  });

  it('finds nothing where all is there', () => {
    expect(parseMissingLibraries('\tlibc.so.6 => /lib/libc.so.6 (0x00007f1c)\n')).toEqual([]);
  });
});

describe('mapLibraries', () => {
  it('names each package once', () => {
    expect(mapLibraries(['libnss3.so', 'libnssutil3.so', 'libgtk-3.so.0'], () => false)).toEqual({
      packages: ['libgtk-3-0', 'libnss3'],
      unmapped: [],
    });
  });

  it('takes the t64 name where the system has it', () => {
    const isKnown = (name: string) => name === 'libasound2t64';
    expect(mapLibraries(['libasound.so.2', 'libgbm.so.1'], isKnown).packages).toEqual(['libasound2t64', 'libgbm1']);
  });

  it('tells which libraries it has no package for', () => {
    expect(mapLibraries(['libgbm.so.1', 'libodd.so.9'], () => false).unmapped).toEqual(['libodd.so.9']);
  });
});

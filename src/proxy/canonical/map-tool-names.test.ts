import { expect, it } from 'vitest';
import { createToolNameMap, fitToolId, toNineAlphanumerics } from './map-tool-names';

it('leaves a name alone that every upstream takes', () => {
  const names = createToolNameMap(64);
  expect(names.toUpstream('mcp__github__create-issue')).toBe('mcp__github__create-issue');
  expect(names.toClient('Bash')).toBe('Bash');
});

it.each(['mcp__a_very_long_server_name__'.repeat(4), 'ünïcode tool', '9lives', 'dots.and:colons'])(
  'cuts "%s" to what fits, the same each time, and gives it back (pitfall 39)',
  (name) => {
    const names = createToolNameMap(64);
    const mapped = names.toUpstream(name);
    expect(mapped).toMatch(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/);
    expect(createToolNameMap(64).toUpstream(name)).toBe(mapped);
    expect(names.toClient(mapped)).toBe(name);
  },
);

it('keeps long names apart that begin alike', () => {
  const names = createToolNameMap(64);
  const long = 'x'.repeat(80);
  expect(names.toUpstream(`${long}a`)).not.toBe(names.toUpstream(`${long}b`));
});

it('makes nine letters and digits of any id, and leaves those that are (pitfall 41)', () => {
  expect(toNineAlphanumerics('toolu_01AbCdEf')).toMatch(/^[A-Za-z0-9]{9}$/);
  expect(toNineAlphanumerics('toolu_01AbCdEf')).toBe(toNineAlphanumerics('toolu_01AbCdEf'));
  expect(toNineAlphanumerics('AbC123xyz')).toBe('AbC123xyz');
});

it.each([
  ['any', 77],
  ['up-to-64', 64],
  ['up-to-40', 40],
  ['nine-alphanumerics', 9],
] as const)('fits an id of 77 characters where %s is taken into %i, the same each time', (taken, longest) => {
  const id = 'chatcmpl-tool-'.padEnd(77, '0123456789');
  expect(fitToolId(id, taken).length).toBeLessThanOrEqual(longest);
  expect(fitToolId(id, taken)).toBe(fitToolId(id, taken));
  expect(fitToolId(`${id}x`, taken)).not.toBe(fitToolId(id, taken));
  expect(fitToolId('call_0123', taken === 'nine-alphanumerics' ? 'any' : taken)).toBe('call_0123');
});

import { expect, it } from 'vitest';
import { checkNodeVersion } from './node-version.mjs';

it.each(['20.19.0', '20.20.2', '22.0.0'])('accepts Node %s', (version) => {
  expect(checkNodeVersion(version)).toBe(version);
});

it.each(['18.20.4', '20.9.0', '20.18.1'])('refuses Node %s and says what is needed', (version) => {
  expect(() => checkNodeVersion(version)).toThrow(`Switchyard needs Node 20.19 or newer, and this is Node ${version}.`);
});

import { expect, it } from 'vitest';
import { checkTarget, moveTarget, removeTarget } from './edit-targets';

it('moves a target one place and stops at both ends', () => {
  expect(moveTarget(['a/1', 'b/2', 'c/3'], 0, 1)).toEqual(['b/2', 'a/1', 'c/3']);
  expect(moveTarget(['a/1', 'b/2', 'c/3'], 2, -1)).toEqual(['a/1', 'c/3', 'b/2']);
  expect(moveTarget(['a/1', 'b/2'], 0, -1)).toEqual(['a/1', 'b/2']);
  expect(moveTarget(['a/1', 'b/2'], 1, 1)).toEqual(['a/1', 'b/2']);
});

it('removes one target', () => {
  expect(removeTarget(['a/1', 'b/2'], 0)).toEqual(['b/2']);
});

it('says what is wrong with a typed target', () => {
  expect(checkTarget('local', [], ['local'])).toMatch(/provider\/model/);
  expect(checkTarget('other/x', [], ['local'])).toMatch(/no provider with the id "other"/);
  expect(checkTarget('local/x', ['local/x'], ['local'])).toMatch(/already/);
  expect(checkTarget('local/org/model:free', [], ['local'])).toBeNull();
});

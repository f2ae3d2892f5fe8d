import { expect, it } from 'vitest';
import { addKey, canAddKey, changeKey, checkKeys, moveKey, toKeyInput, type KeyDraft } from './key-drafts';

const main: KeyDraft = { row: 0, choice: 'keychain', name: null, secret: 'sk-1', keepsKey: false, variable: '', held: null };
const names = (keys: readonly KeyDraft[]) => keys.map(({ name }) => name);

it('gives a further key of the keychain a name that is free', () => {
  const three = addKey(addKey([main]));
  expect(names(three)).toEqual([null, 'key-2', 'key-3']);
  expect(names(addKey(three.filter(({ row }) => row !== 1)))).toEqual([null, 'key-3', 'key-2']);
});

it('names a key when it goes to the keychain beside another', () => {
  const two = changeKey(addKey([main]), 1, { choice: 'env', variable: 'A_KEY' });
  expect(toKeyInput(two[1] as KeyDraft)).toEqual({ kind: 'env', variable: 'A_KEY' });
  expect(names(changeKey(two, 1, { choice: 'keychain' }))).toEqual([null, 'key-2']);
});

it('adds no key beside none', () => {
  expect(canAddKey([main])).toBe(true);
  expect(canAddKey([{ ...main, choice: 'none' }])).toBe(false);
  expect(canAddKey(Array.from({ length: 20 }, () => main))).toBe(false);
});

it('moves a key one place, and none beyond the ends', () => {
  const two = addKey([main]);
  expect(names(moveKey(two, 1, -1))).toEqual(['key-2', null]);
  expect(names(moveKey(two, 0, 1))).toEqual(['key-2', null]);
  expect(names(moveKey(two, 0, -1))).toEqual([null, 'key-2']);
});

it('says of each key what is wrong with it', () => {
  const variable: KeyDraft = { ...main, row: 1, choice: 'env', variable: 'A_KEY' };
  expect(checkKeys([main, variable])).toEqual([null, null]);
  expect(checkKeys([main, { ...variable, variable: '1' }])).toEqual([null, expect.stringContaining('environment variable')]);
  expect(checkKeys([variable, { ...variable, row: 2 }])).toEqual([null, 'Another key is read from A_KEY already.']);
  expect(checkKeys([{ ...main, secret: ' ' }])).toEqual([expect.stringContaining('Paste a key')]);
  expect(checkKeys([main, { ...main, row: 1, name: 'Two Words' }])).toEqual([null, expect.stringContaining('Name it')]);
  expect(checkKeys([main, { ...main, row: 1, name: 'a' }, { ...main, row: 2, name: 'a' }])[2]).toContain('has this name');
});

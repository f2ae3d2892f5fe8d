import { expect, it } from 'vitest';
import { applyEdits, editFields, removeMembers, type FieldChanges } from './edit-body';
import { listElements, listFields, rootObject } from './scan-json';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (body: Uint8Array) => new TextDecoder().decode(body);

function edited(source: string, changes: FieldChanges): string {
  const body = bytes(source);
  const root = rootObject(body);
  return text(applyEdits(body, editFields(body, root, listFields(body, root), changes)));
}

function without(source: string, ...places: number[]): string {
  const body = bytes(source);
  const elements = listElements(body, { from: 0, to: body.length });
  return text(
    applyEdits(
      body,
      removeMembers(elements, (place) => places.includes(place)),
    ),
  );
}

it('replaces several places in one go, in whatever order they are named', () => {
  const edits = [
    { from: 6, to: 7, text: 'ü' },
    { from: 0, to: 1, text: 'aa' },
    { from: 3, to: 3, text: '-' },
  ];
  expect(text(applyEdits(bytes('0123456789'), edits))).toBe('aa12-345ü789');
});

it('gives back the very same bytes when there is nothing to do', () => {
  const body = bytes('{}');
  expect(applyEdits(body, [])).toBe(body);
});

it('forgets an edit within a place that is replaced as a whole', () => {
  const edits = [
    { from: 2, to: 3, text: 'lost' },
    { from: 1, to: 5, text: 'X' },
  ];
  expect(text(applyEdits(bytes('012345'), edits))).toBe('0X5');
});

it('inserts before what is replaced at the same place', () => {
  const edits = [
    { from: 1, to: 3, text: '' },
    { from: 1, to: 1, text: 'new' },
  ];
  expect(text(applyEdits(bytes('0123'), edits))).toBe('0new3');
});

it('sets, adds and removes fields and leaves the spaces of the others', () => {
  expect(edited('{ "a" : 1 ,\n "b" : "x" , "c":[1] }', { b: '2' })).toBe('{ "a" : 1 ,\n "b" : 2 , "c":[1] }');
  expect(edited('{ "a" : 1 ,\n "b" : "x" , "c":[1] }', { b: null })).toBe('{ "a" : 1 , "c":[1] }');
  expect(edited('{ "a" : 1 , "b" : 2 }', { a: null })).toBe('{ "b" : 2 }');
  expect(edited('{ "a" : 1 , "b" : 2 }', { b: null, d: '"é"' })).toBe('{"d":"é", "a" : 1 }');
  expect(edited('{"a":1,"b":2}', { a: null, b: null })).toBe('{}');
  expect(edited('{"a":1,"b":2}', { a: null, b: null, c: '3' })).toBe('{"c":3}');
  expect(edited('{"a":1}', { a: null, b: '2' })).toBe('{"b":2}');
  expect(edited('{}', { a: '1', b: '2' })).toBe('{"a":1,"b":2}');
});

it('removes a field with its doubles, and sets the one that counts', () => {
  expect(edited('{"a":1,"b":2,"a":3}', { a: null })).toBe('{"b":2}');
  expect(edited('{"a":1,"b":2,"a":3}', { a: '4' })).toBe('{"a":1,"b":2,"a":4}');
});

it('knows no field that an object has by nature', () => {
  expect(edited('{"constructor":1,"toString":2,"__proto__":3}', { x: null })).toBe(
    '{"constructor":1,"toString":2,"__proto__":3}',
  );
});

it.each([
  ['[1,2,3]', [0], '[2,3]'],
  ['[1,2,3]', [1], '[1,3]'],
  ['[1,2,3]', [2], '[1,2]'],
  ['[1,2,3]', [0, 1], '[3]'],
  ['[1,2,3]', [1, 2], '[1]'],
  ['[1,2,3]', [0, 2], '[2]'],
  ['[1,2,3]', [0, 1, 2], '[]'],
  ['[ 1 , 2 , 3 , 4 ]', [0, 2], '[ 2 , 4 ]'],
  ['[1,2,3,4,5]', [1, 3], '[1,3,5]'],
])('takes elements out of %s with the right commas: %j', (source, places, expected) => {
  expect(without(source, ...places)).toBe(expected);
});

it('leaves valid JSON whichever fields go, stay or come', () => {
  const names = ['a', 'b', 'c', 'd'];
  for (let mask = 0; mask < 3 ** names.length; mask += 1) {
    const changes: Record<string, string | null> = { z: '0' };
    const expected: Record<string, unknown> = { a: 1, b: 1, c: 1, d: 1, z: 0 };
    names.forEach((name, place) => {
      const choice = Math.floor(mask / 3 ** place) % 3;
      if (choice === 1) changes[name] = '[2]';
      if (choice === 1) expected[name] = [2];
      if (choice === 2) changes[name] = null;
      if (choice === 2) delete expected[name];
    });
    expect(JSON.parse(edited('{"a":1, "b" :1,"c": 1 ,"d":1}', changes))).toEqual(expected);
  }
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findField, isList, isObject, listElements, listFields, rootObject, textAt, type Range } from './scan-json';

const bytes = (text: string) => new TextEncoder().encode(text);

function fieldsOf(text: string): Record<string, string> {
  const body = bytes(text);
  const fields = listFields(body, rootObject(body));
  return Object.fromEntries(fields.map(({ key, value }) => [key, textAt(body, value)]));
}

it('finds fields and values of every kind, whatever the space around them', () => {
  expect(fieldsOf(' {\n"a" :\t1.5e3 , "b":"x,}]\\"" ,"c": [ {"d":[1,2]} , "]" ],"e":{} ,"f" : null\r\n}\n')).toEqual({
    a: '1.5e3',
    b: '"x,}]\\""',
    c: '[ {"d":[1,2]} , "]" ]',
    e: '{}',
    f: 'null',
  });
});

it('reads keys with escapes, quotes and other scripts in them', () => {
  expect(Object.keys(fieldsOf('{"mod\\u0065l":1,"a\\"b":2,"é😀":3,"c\\\\":4}'))).toEqual(['model', 'a"b', 'é😀', 'c\\']);
});

it('is not misled by backslashes at the end of a text', () => {
  expect(fieldsOf('{"a":"\\\\","b":"\\\\\\"","c":"\\\\\\\\"}')).toEqual({ a: '"\\\\"', b: '"\\\\\\""', c: '"\\\\\\\\"' });
});

it('takes the last of two fields of a name, as JSON.parse does', () => {
  const body = bytes('{"a":1,"a":2}');
  const found = findField(listFields(body, rootObject(body)), 'a');
  expect(found && textAt(body, found.value)).toBe('2');
});

it('lists the elements of a list, and none of an empty one', () => {
  const body = bytes('{"list":[ 1 , "a,b",[2,[3]], {"x":"]"},true],"empty":[ ]}');
  const [list, empty] = listFields(body, rootObject(body)).map(({ value }) => listElements(body, value));
  expect(list?.map((range) => textAt(body, range))).toEqual(['1', '"a,b"', '[2,[3]]', '{"x":"]"}', 'true']);
  expect(empty).toEqual([]);
});

it('begins at the first brace, past a byte order mark', () => {
  expect(fieldsOf('\ufeff{"a":1}')).toEqual({ a: '1' });
});

it.each(['{"a":"never ends', '{"a":["x', '{"a":{"b":"\\\\"', '{"a":[1,{"b":', '{"a"', '{', '', '[1,2', '{"a":}', '{,}', '}{'])(
  'ends on %j, which is no JSON',
  (text) => {
    const body = bytes(text);
    expect(() => listFields(body, rootObject(body)).map(({ value }) => listElements(body, value))).not.toThrow();
  },
);

it('finds in any valid body what JSON.parse finds, on every level', () => {
  const space = fc.constantFrom(undefined, 1, '\t', '\n ');
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), space, (whole, indent) => {
      const body = bytes(JSON.stringify(whole, null, indent));
      expect(rebuild(body, rootObject(body))).toEqual(JSON.parse(new TextDecoder().decode(body)));
    }),
    { numRuns: 300 },
  );
});

/** Reads a value by the scanner alone, down to its scalars. */
function rebuild(body: Uint8Array, range: Range): unknown {
  if (isList(body, range)) return listElements(body, range).map((element) => rebuild(body, element));
  if (!isObject(body, range)) return JSON.parse(textAt(body, range)) as unknown;
  const fields = listFields(body, range);
  return Object.fromEntries(fields.map(({ key, value }) => [key, rebuild(body, value)]));
}

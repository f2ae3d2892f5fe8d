import { describe, expect, it } from 'vitest';
import type { JsonSchema } from './resolve-schema';
import { sanitiseSchema } from './sanitise-schema';

/** The schema of one property `x`, sanitised. */
function property(x: unknown, more: JsonSchema = {}): unknown {
  return (sanitiseSchema({ type: 'object', properties: { x }, ...more })?.properties as Record<string, unknown>).x;
}

// All of this is pitfall 38: one field that Google does not know fails the whole request.
it('keeps what Google knows and drops what it does not', () => {
  const known = {
    type: 'string',
    title: 'T',
    description: 'D',
    default: 'a',
    pattern: '^a',
    minLength: 1,
    maxLength: 9,
    nullable: true,
  };
  const unknown = { $comment: 'c', examples: ['a'], readOnly: true, contentEncoding: 'base64', $id: 'x', deprecated: true };
  expect(property({ ...known, ...unknown })).toEqual(known);
});

it('drops the dialect, additionalProperties and the other keywords of an object', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      x: {
        type: 'object',
        properties: { y: { type: 'number', multipleOf: 2 } },
        patternProperties: { a: {} },
        propertyNames: {},
      },
    },
    additionalProperties: false,
    required: ['x'],
  };
  expect(sanitiseSchema(schema)).toEqual({
    type: 'object',
    properties: { x: { type: 'object', properties: { y: { type: 'number' } } } },
    required: ['x'],
  });
});

it('keeps properties that are named like keywords', () => {
  const named = {
    properties: { type: 'string' },
    format: { type: 'string' },
    $ref: { type: 'string' },
    items: { type: 'integer' },
    const: { type: 'boolean' },
  };
  expect(sanitiseSchema({ type: 'object', properties: named, required: ['format'] })).toEqual({
    type: 'object',
    properties: named,
    required: ['format'],
  });
  const odd = property({ type: 'object', properties: JSON.parse('{"__proto__":{"type":"string"}}') as JsonSchema });
  expect(JSON.stringify(odd)).toBe('{"type":"object","properties":{"__proto__":{"type":"string"}}}');
});

it('requires only properties that there are', () => {
  expect(sanitiseSchema({ type: 'object', properties: { a: { type: 'string' } }, required: ['a', 'b', 'a', 5] })).toMatchObject({
    required: ['a'],
  });
  expect(property({ type: 'object', properties: { a: { type: 'string' } }, required: ['b'] })).not.toHaveProperty('required');
});

it('has no parameters to tell where an object has no properties', () => {
  expect([{}, { type: 'object' }, { type: 'object', properties: {}, additionalProperties: false }].map(sanitiseSchema)).toEqual([
    null,
    null,
    null,
  ]);
  expect(property({ type: 'object', properties: {} })).toEqual({ type: 'object' });
});

it('turns an open bound into a closed one', () => {
  expect(property({ type: 'integer', exclusiveMinimum: 0, exclusiveMaximum: 10 })).toEqual({
    type: 'integer',
    minimum: 1,
    maximum: 9,
  });
  expect(property({ type: 'number', exclusiveMinimum: 0 })).toEqual({ type: 'number', minimum: 0 });
  expect(property({ type: 'number', minimum: 0, exclusiveMinimum: true })).toEqual({ type: 'number', minimum: 0 });
});

it('keeps the formats that Google knows for the type', () => {
  const formats = [
    { type: 'string', format: 'uri' },
    { type: 'string', format: 'date-time' },
    { type: 'integer', format: 'int64' },
    { type: 'number', format: 'int64' },
  ];
  expect(formats.map((one) => property(one))).toEqual([
    { type: 'string' },
    { type: 'string', format: 'date-time' },
    { type: 'integer', format: 'int64' },
    { type: 'number' },
  ]);
});

describe('values', () => {
  it('that are text are enumerated, a const too', () => {
    expect(property({ const: 'a' })).toEqual({ type: 'string', enum: ['a'] });
    expect(property({ type: 'string', enum: ['a', 'b', null] })).toEqual({ type: 'string', nullable: true, enum: ['a', 'b'] });
  });

  it('that are not text, or empty, are told in words', () => {
    expect(property({ enum: [1, 2], description: 'Level.' })).toEqual({ type: 'number', description: 'Level. One of: 1, 2.' });
    expect(property({ const: true })).toEqual({ type: 'boolean', description: 'One of: true.' });
    expect(property({ type: 'string', enum: ['', 'a'] })).toEqual({ type: 'string', description: 'One of: "", "a".' });
  });
});

describe('choices', () => {
  it('between something and null become nullable', () => {
    const nullable = { type: 'string', nullable: true, description: 'D' };
    expect(property({ type: ['string', 'null'], description: 'D' })).toEqual(nullable);
    expect(property({ anyOf: [{ type: 'string' }, { type: 'null' }], description: 'D' })).toEqual(nullable);
    expect(property({ type: 'null' })).toEqual({ type: 'string', nullable: true });
  });

  it('stand alone, as Google wants it: what stood beside them goes inside', () => {
    expect(property({ oneOf: [{ type: 'string' }, { type: 'integer', description: 'own' }], description: 'D' })).toEqual({
      anyOf: [
        { type: 'string', description: 'D' },
        { type: 'integer', description: 'own' },
      ],
    });
  });

  it('between types become anyOf', () => {
    expect(property({ type: ['string', 'array', 'null'], items: { type: 'number' } })).toEqual({
      anyOf: [
        { type: 'string', nullable: true },
        { type: 'array', nullable: true, items: { type: 'number' } },
      ],
    });
  });

  it('about which properties are required leave the object as it is', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } }, anyOf: [{ required: ['a'] }, { required: ['b'] }] };
    expect(sanitiseSchema(schema)).toEqual({ type: 'object', properties: { a: { type: 'string' } } });
  });

  it('at the top become one object with the properties of all', () => {
    const schema = {
      oneOf: [
        { type: 'object', properties: { kind: { const: 'a' }, a: { type: 'string' } }, required: ['kind', 'a'] },
        { type: 'object', properties: { kind: { const: 'a' }, b: { type: 'number' } }, required: ['kind', 'b'] },
      ],
    };
    expect(sanitiseSchema(schema)).toEqual({
      type: 'object',
      properties: { kind: { type: 'string', enum: ['a'] }, a: { type: 'string' }, b: { type: 'number' } },
      required: ['kind'],
    });
  });
});

describe('references', () => {
  it('are worked in, with what stands beside them', () => {
    const $defs = { Point: { type: 'object', properties: { at: { $ref: '#/$defs/a~1b' } } }, 'a/b': { type: 'integer' } };
    expect(property({ $ref: '#/$defs/Point', description: 'where' }, { $defs })).toEqual({
      type: 'object',
      description: 'where',
      properties: { at: { type: 'integer' } },
    });
  });

  it('to themselves or to nothing become an object of any kind', () => {
    const $defs = { Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } } };
    expect(property({ $ref: '#/$defs/Node' }, { $defs })).toEqual({ type: 'object', properties: { next: { type: 'object' } } });
    expect(property({ $ref: '#/$defs/Gone', description: 'lost' })).toEqual({ type: 'object', description: 'lost' });
    expect(property({ $ref: 'https://example.org/schema' })).toEqual({ type: 'object' });
  });

  it('that would be unrolled to millions are cut off', () => {
    const names = Array.from({ length: 12 }, (_, index) => `D${index}`);
    const all = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]));
    const $defs = Object.fromEntries(names.map((name) => [name, { type: 'object', properties: all }]));
    const sanitised = sanitiseSchema({ type: 'object', properties: all, $defs });
    expect(JSON.stringify(sanitised).length).toBeLessThan(1_000_000);
  });

  it('of allOf are merged', () => {
    const $defs = { Base: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } };
    const schema = {
      allOf: [{ $ref: '#/$defs/Base' }, { properties: { n: { type: 'number' } }, required: ['n'] }],
      description: 'both',
    };
    expect(property(schema, { $defs })).toEqual({
      type: 'object',
      description: 'both',
      properties: { id: { type: 'string' }, n: { type: 'number' } },
      required: ['id', 'n'],
    });
  });
});

it('gives every list its items and everything a type', () => {
  expect(property({ type: 'array' })).toEqual({ type: 'array', items: { type: 'string' } });
  expect(property({ type: 'array', prefixItems: [{ type: 'string' }, { type: 'number' }] })).toEqual({
    type: 'array',
    items: { anyOf: [{ type: 'string' }, { type: 'number' }] },
  });
  expect([true, {}, 5, { properties: { a: {} } }, { items: {} }].map((one) => property(one))).toEqual([
    { type: 'string' },
    { type: 'string' },
    { type: 'string' },
    { type: 'object', properties: { a: { type: 'string' } } },
    { type: 'array', items: { type: 'string' } },
  ]);
});

it('gives the same words every time, so that prompts stay cached', () => {
  const schema = { type: 'object', properties: { b: { type: ['string', 'null'] }, a: { enum: ['x'] } } };
  expect(JSON.stringify(sanitiseSchema(schema))).toBe(JSON.stringify(sanitiseSchema(structuredClone(schema))));
});

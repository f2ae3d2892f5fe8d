import { expect, it } from 'vitest';
import { separateReferences } from './separate-references';

it('leaves a schema as it is, but for its dialect', () => {
  const schema = {
    type: 'object',
    properties: { a: { $ref: '#/$defs/A' } },
    additionalProperties: false,
    $defs: { A: { const: 1 } },
  };
  expect(separateReferences({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...schema })).toEqual(schema);
});

it('moves a reference away from what stands beside it', () => {
  const beside = { $ref: '#/$defs/A', description: 'D', default: null };
  const moved = { description: 'D', default: null, anyOf: [{ $ref: '#/$defs/A' }] };
  const inside = (one: unknown) => ({
    type: 'object',
    properties: { a: one, list: { type: 'array', items: one }, pair: { items: [one] }, some: { oneOf: [one] } },
    additionalProperties: one,
    $defs: { B: one },
  });
  expect(separateReferences(inside(beside))).toEqual(inside(moved));
});

it('does not touch data, nor properties that are named like keywords', () => {
  const data = { $ref: 'x', description: 'data' };
  const schema = {
    type: 'object',
    properties: { $ref: { type: 'string' }, default: { type: 'string' } },
    default: data,
    enum: [data],
  };
  expect(separateReferences(schema)).toEqual(schema);
});

it('fetches what is at the top by reference only', () => {
  const definitions = { Arguments: { type: 'object', properties: { a: { type: 'string' } } } };
  expect(separateReferences({ $ref: '#/definitions/Arguments', definitions })).toEqual({ ...definitions.Arguments, definitions });
});

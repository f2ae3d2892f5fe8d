import { resolveSchema, type JsonSchema } from './resolve-schema';
import { toObject, toText } from './wire';

/** Formats that Google knows; any other is refused (musistudio/claude-code-router#5). */
const FORMATS: Record<string, string[]> = {
  string: ['enum', 'date-time'],
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
};

/** Fields that pass as they are, if they are of this kind. */
const PLAIN_FIELDS: Record<string, 'number' | 'string' | 'any'> = {
  title: 'string',
  description: 'string',
  pattern: 'string',
  minimum: 'number',
  maximum: 'number',
  minItems: 'number',
  maxItems: 'number',
  minLength: 'number',
  maxLength: 'number',
  minProperties: 'number',
  maxProperties: 'number',
  default: 'any',
  example: 'any',
};

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'];

/** Schemas within one: definitions that refer to each other can be unrolled to millions. */
const MOST_SCHEMAS = 5_000;

interface Place {
  root: JsonSchema;
  /** References on the way here: following one of them again would never end. */
  within: readonly string[];
  /** How many more schemas may be written. */
  budget: { left: number };
}

/**
 * A JSON schema in Google's closed subset of OpenAPI: one field that it does not know fails the whole request (pitfall 38).
 * What the subset cannot say is left out or said more loosely, so the model may write what the schema forbids, never the other
 * way round. Names of properties are data and stay, whatever they are called. Null where there is nothing to
 * describe: an object without properties is refused.
 */
export function sanitiseSchema(schema: JsonSchema): JsonSchema | null {
  const place = { root: schema, within: [], budget: { left: MOST_SCHEMAS } };
  const sanitised = sanitise({ ...flattenChoice(schema), type: 'object' }, place);
  return sanitised.properties === undefined ? null : sanitised;
}

function sanitise(given: JsonSchema, { root, within, budget }: Place): JsonSchema {
  budget.left -= 1;
  if (budget.left < 0) return { type: 'object' };
  const { schema, within: path } = resolveSchema(given, root, within);
  const place = { root, within: path, budget };
  const { types, nullable } = readTypes(schema);
  const choices = readChoices(schema, types);
  if (choices !== null) return sanitiseChoice(schema, choices, nullable, place);

  const type = types[0] ?? guessType(schema);
  const plain = Object.entries(PLAIN_FIELDS).filter(([field, kind]) => isOfKind(schema[field], kind));
  return {
    type,
    ...Object.fromEntries(plain.map(([field]) => [field, schema[field]])),
    ...(nullable && { nullable: true }),
    ...(FORMATS[type]?.includes(toText(schema.format)) && { format: schema.format }),
    ...sanitiseBounds(schema, type),
    ...sanitiseEnum(schema, type),
    ...(type === 'object' && sanitiseProperties(schema, place)),
    ...(type === 'array' && { items: sanitiseItems(schema, place) }),
  };
}

function readTypes({ type, nullable, enum: values }: JsonSchema): { types: string[]; nullable: boolean } {
  const named = (Array.isArray(type) ? type : [type]).map((one) => toText(one).toLowerCase());
  return {
    types: named.filter((one) => TYPES.includes(one)),
    nullable: nullable === true || named.includes('null') || (Array.isArray(values) && values.includes(null)),
  };
}

/** `oneOf` and several types are choices too. An object with properties keeps those: its choices only say which are required. */
function readChoices(schema: JsonSchema, types: string[]): JsonSchema[] | null {
  if (schema.properties !== undefined) return null;
  const choices = [schema.anyOf, schema.oneOf].find((list) => Array.isArray(list) && list.length > 0);
  if (choices !== undefined) return (choices as unknown[]).map(toObject);
  return types.length > 1 ? types.map((type) => ({ type })) : null;
}

/** Google takes nothing beside anyOf, so what stands beside it goes into each choice. */
function sanitiseChoice(schema: JsonSchema, choices: JsonSchema[], nullable: boolean, place: Place): JsonSchema {
  const { anyOf: _anyOf, oneOf: _oneOf, type, ...beside } = schema;
  const isNull = (choice: JsonSchema) => choice.type === 'null' || choice.const === null;
  const shared = {
    ...beside,
    ...(!Array.isArray(type) && type !== undefined && { type }),
    ...((nullable || choices.some(isNull)) && { nullable: true }),
  };
  const rest = choices
    .filter((choice) => !isNull(choice))
    .map((choice) => {
      const { schema: resolved, within } = resolveSchema(choice, place.root, place.within);
      return sanitise({ ...shared, ...resolved }, { ...place, within });
    });
  const [only] = rest;
  if (only === undefined) return sanitise({ type: 'string', ...shared }, place);
  return rest.length === 1 ? only : { anyOf: rest };
}

/** Google wants a type everywhere. What may be anything is asked for as text. */
function guessType(schema: JsonSchema): string {
  if (schema.properties !== undefined || schema.additionalProperties !== undefined) return 'object';
  if (schema.items !== undefined || schema.prefixItems !== undefined) return 'array';
  const [value] = enumOf(schema).filter((one) => one !== null);
  return typeof value === 'number' || typeof value === 'boolean' ? typeof value : 'string';
}

function isOfKind(value: unknown, kind: 'number' | 'string' | 'any'): boolean {
  return kind === 'any' ? value !== undefined : typeof value === kind;
}

/** An open bound becomes a closed one; between whole numbers that is exact. */
function sanitiseBounds({ exclusiveMinimum, exclusiveMaximum, minimum, maximum }: JsonSchema, type: string): JsonSchema {
  const step = type === 'integer' ? 1 : 0;
  return {
    ...(minimum === undefined && typeof exclusiveMinimum === 'number' && { minimum: exclusiveMinimum + step }),
    ...(maximum === undefined && typeof exclusiveMaximum === 'number' && { maximum: exclusiveMaximum - step }),
  };
}

function enumOf(schema: JsonSchema): unknown[] {
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.enum) ? schema.enum : [];
}

/** Only text that is not empty can be enumerated; other values are told in words. */
function sanitiseEnum(schema: JsonSchema, type: string): JsonSchema {
  const values = enumOf(schema).filter((value) => value !== null);
  if (values.length === 0) return {};
  if (type === 'string' && values.every((value) => typeof value === 'string' && value !== '')) return { enum: values };
  const words = `One of: ${values.map((value) => JSON.stringify(value)).join(', ')}.`;
  const description = toText(schema.description);
  return { description: description === '' ? words : `${description} ${words}` };
}

function sanitiseProperties(schema: JsonSchema, place: Place): JsonSchema {
  const properties = Object.entries(toObject(schema.properties));
  if (properties.length === 0) return {};
  const known = new Set(properties.map(([name]) => name));
  const required = Array.isArray(schema.required)
    ? [...new Set(schema.required)].filter((name) => known.has(name as string))
    : [];
  return {
    properties: Object.fromEntries(properties.map(([name, value]) => [name, sanitise(toObject(value), place)])),
    ...(required.length > 0 && { required }),
  };
}

/** A list whose places differ becomes a list of any of them; one that says nothing of its items, a list of texts. */
function sanitiseItems({ items, prefixItems }: JsonSchema, place: Place): JsonSchema {
  const places = [prefixItems, items].find(Array.isArray) as unknown[] | undefined;
  if (places === undefined) return sanitise(toObject(items), place);
  return sanitise(places.length === 1 ? toObject(places[0]) : { anyOf: places }, place);
}

/** At the top there must be one object, so a choice of objects becomes one that has the properties of all. */
function flattenChoice(schema: JsonSchema): JsonSchema {
  const { schema: top } = resolveSchema(schema, schema, []);
  const choices = top.properties === undefined ? readChoices(top, []) : null;
  if (choices === null) return schema;
  const { anyOf: _anyOf, oneOf: _oneOf, ...rest } = top;
  const objects = choices.map((choice) => resolveSchema(choice, schema, []).schema);
  const required = objects.map(({ required: names }) => (Array.isArray(names) ? (names as unknown[]) : []));
  return {
    ...rest,
    type: 'object',
    properties: Object.fromEntries(objects.flatMap(({ properties }) => Object.entries(toObject(properties)))),
    required: required[0]?.filter((name) => required.every((names) => names.includes(name))),
  };
}

import { resolveSchema, type JsonSchema } from './resolve-schema';

/** Where a schema holds others: by name, in a list, or alone. All else in it is data. */
const NAMED = ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'];
const LISTED = ['anyOf', 'oneOf', 'allOf', 'prefixItems', 'items'];
const SINGLE = ['items', 'additionalProperties', 'not', 'if', 'then', 'else', 'contains', 'propertyNames'];

/**
 * A JSON schema that Google takes as one: beside a `$ref` it allows nothing but what begins with `$` (types of @google/genai
 * 3.1, responseJsonSchema), while generators put descriptions and defaults there. Such a reference moves into an anyOf of
 * its own, which says the same. `$schema` goes, which says nothing to a model.
 */
export function separateReferences({ $schema: _dialect, ...schema }: JsonSchema): JsonSchema {
  // At the top an object is wanted; what is there by reference only is fetched.
  return separate(typeof schema.$ref === 'string' ? resolveSchema(schema, schema, []).schema : schema);
}

function separate(schema: JsonSchema): JsonSchema {
  const separated = Object.fromEntries(Object.entries(schema).map(([field, value]) => [field, separateField(field, value)]));
  const { $ref: reference, ...beside } = separated;
  const alone = Object.keys(beside).every((field) => field.startsWith('$'));
  if (typeof reference !== 'string' || alone || beside.anyOf !== undefined) return separated;
  return { ...beside, anyOf: [{ $ref: reference }] };
}

function separateField(field: string, value: unknown): unknown {
  if (Array.isArray(value)) return LISTED.includes(field) ? value.map(separateAny) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (SINGLE.includes(field)) return separateAny(value);
  if (!NAMED.includes(field)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, separateAny(one)]));
}

function separateAny(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && !Array.isArray(schema) ? separate(schema as JsonSchema) : schema;
}

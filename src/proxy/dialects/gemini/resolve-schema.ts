import { toObject } from './wire';

export type JsonSchema = Record<string, unknown>;

/**
 * A schema with its `$ref` and `allOf` worked into it, one level deep; `within` are the references that led here. What refers
 * to itself, or to nothing, becomes an object of any kind: Google's closed subset cannot say more.
 */
export function resolveSchema(
  schema: JsonSchema,
  root: JsonSchema,
  within: readonly string[],
): { schema: JsonSchema; within: readonly string[] } {
  const { $ref: reference, allOf, ...own } = schema;
  let resolved: JsonSchema = own;
  let path = within;
  if (typeof reference === 'string') {
    const found = within.includes(reference) ? null : followPointer(reference, root);
    path = [...within, reference];
    const inner = found === null ? { schema: { type: 'object' }, within: path } : resolveSchema(found, root, path);
    path = inner.within;
    resolved = { ...inner.schema, ...own };
  }
  if (Array.isArray(allOf)) {
    for (const one of allOf) {
      const inner = resolveSchema(toObject(one), root, path);
      path = inner.within;
      resolved = mergeSchemas(resolved, inner.schema);
    }
  }
  return { schema: resolved, within: path };
}

/** Both at once, as far as that can be said in one schema: the first one's words win where they differ. */
function mergeSchemas(first: JsonSchema, second: JsonSchema): JsonSchema {
  const merged = { ...second, ...first };
  if (second.properties !== undefined)
    merged.properties = Object.fromEntries([
      ...Object.entries(toObject(first.properties)),
      ...Object.entries(toObject(second.properties)).filter(([name]) => !Object.hasOwn(toObject(first.properties), name)),
    ]);
  const required = [first.required, second.required].filter(Array.isArray).flat();
  if (required.length > 0) merged.required = [...new Set(required)];
  if (Array.isArray(first.enum) && Array.isArray(second.enum)) {
    const others: unknown[] = second.enum;
    merged.enum = first.enum.filter((value) => others.includes(value));
  }
  return merged;
}

/** What `#/$defs/Name` points at; null when it points outside or at nothing. */
function followPointer(reference: string, root: JsonSchema): JsonSchema | null {
  if (!reference.startsWith('#')) return null;
  let found: unknown = root;
  for (const step of reference.slice(1).split('/').slice(1)) {
    const name = decodeStep(step);
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return null;
    found = (found as Record<string, unknown>)[name];
  }
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as JsonSchema) : null;
}

function decodeStep(step: string): string {
  const text = step.replaceAll('~1', '/').replaceAll('~0', '~');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

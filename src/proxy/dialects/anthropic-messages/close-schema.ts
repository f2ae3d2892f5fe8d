import { isRecord, type WireRecord } from './is-record';

/** Formats of strings that Anthropic's structured outputs know. */
const FORMATS = new Set(['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid']);

/** Keywords that hold one schema, a list of them, or a map of them. */
const NESTED: Record<string, 'one' | 'list' | 'map'> = {
  items: 'one',
  anyOf: 'list',
  allOf: 'list',
  $defs: 'map',
  definitions: 'map',
  properties: 'map',
};

const KEPT = new Set(['type', 'enum', 'const', '$ref', 'title', 'required']);

/**
 * A JSON schema as Anthropic's structured outputs take it: every object is closed, and keywords that they refuse (bounds,
 * lengths, patterns) stand in the description, where the model reads them
 * (platform.claude.com/docs/en/build-with-claude/structured-outputs).
 */
export function closeSchema(schema: WireRecord): WireRecord {
  const closed: WireRecord = {};
  const told: string[] = typeof schema.description === 'string' ? [schema.description] : [];
  for (const [keyword, value] of Object.entries(schema)) {
    const name = keyword === 'oneOf' ? 'anyOf' : keyword;
    const nested = NESTED[name];
    if (nested !== undefined) closed[name] = closeNested(nested, value);
    else if (KEPT.has(name) || isTaken(name, value)) closed[name] = value;
    else if (!['description', 'additionalProperties', '$schema', '$id'].includes(name))
      told.push(`${name}: ${JSON.stringify(value)}`);
  }
  if (schema.type === 'object' || isRecord(schema.properties)) closed.additionalProperties = false;
  if (told.length > 0) closed.description = told.join('\n');
  return closed;
}

function isTaken(name: string, value: unknown): boolean {
  if (name === 'format') return FORMATS.has(value as string);
  return name === 'minItems' && (value === 0 || value === 1);
}

function closeNested(kind: 'one' | 'list' | 'map', value: unknown): unknown {
  if (kind === 'list') return Array.isArray(value) ? value.map(close) : value;
  if (kind === 'one' || !isRecord(value)) return close(value);
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, close(schema)]));
}

function close(schema: unknown): unknown {
  return isRecord(schema) ? closeSchema(schema) : schema;
}

import type { Turn } from './read-turn';

/** Ready values by property name, taken before the type is looked at. */
export type Hints = Readonly<Record<string, string>>;

type Schema = Record<string, unknown>;

const FORMATS: Record<string, string> = {
  date: '2026-01-01',
  'date-time': '2026-01-01T00:00:00Z',
  uri: 'https://example.com/',
  email: 'someone@example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** A value that fits a JSON schema: the required properties only, texts from the hints or else the turn's topic. */
export function fillSchema(schema: unknown, turn: Turn, hints: Hints = {}): unknown {
  return fill(asSchema(schema), { root: asSchema(schema), topic: turn.topic, hints, name: '', depth: 0 });
}

interface Context {
  root: Schema;
  topic: string;
  hints: Hints;
  name: string;
  depth: number;
}

function fill(schema: Schema, context: Context): unknown {
  const reference = typeof schema.$ref === 'string' ? /^#\/(\$defs|definitions)\/(.+)$/.exec(schema.$ref) : null;
  // A schema may contain itself.
  if (context.depth > 8) return null;
  const inner = { ...context, depth: context.depth + 1 };
  if (reference) return fill(asSchema(asSchema(context.root[reference[1]!])[reference[2]!]), inner);
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if ('default' in schema) return schema.default;
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (Array.isArray(choices)) {
    return fill(asSchema(choices.find((choice) => asSchema(choice).type !== 'null')), inner);
  }
  const type = Array.isArray(schema.type) ? schema.type.find((name) => name !== 'null') : schema.type;
  switch (type) {
    case 'object':
      return fillObject(schema, inner);
    case 'array':
      return Array.from({ length: toNumber(schema.minItems, 0) }, () => fill(asSchema(schema.items), inner));
    case 'integer':
    case 'number':
      return toNumber(schema.minimum, Math.min(1, toNumber(schema.maximum, 1)));
    case 'boolean':
      return false;
    case 'null':
      return null;
    case 'string':
      return fillText(schema, context);
    default:
      return 'properties' in schema ? fillObject(schema, inner) : fillText(schema, context);
  }
}

function fillObject(schema: Schema, context: Context): Schema {
  const properties = asSchema(schema.properties);
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  return Object.fromEntries(required.map((name) => [name, fill(asSchema(properties[name]), { ...context, name })]));
}

function fillText(schema: Schema, { name, hints, topic }: Context): string {
  const hint = Object.hasOwn(hints, name) ? hints[name] : undefined;
  const text = hint ?? FORMATS[String(schema.format)] ?? topic;
  return text.slice(0, toNumber(schema.maxLength, text.length));
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? (value as Schema) : {};
}

function toNumber(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

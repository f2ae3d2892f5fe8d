import { z } from 'zod';

/**
 * The names that an object in the config may have, read from the schema itself. `path` leads to the object,
 * `value` is the whole config (needed where its content decides: kinds of key). Empty when any name may stand there.
 */
export function findKnownKeys(schema: z.core.$ZodType, path: readonly PropertyKey[], value: unknown): string[] {
  const here = unwrap(schema);
  const [step, ...rest] = path;
  if (step === undefined) return namesOf(here, value);
  const inner = descend(here, step);
  return inner ? findKnownKeys(inner, rest, valueAt(value, step)) : [];
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodPipe) return unwrap(schema.def.out);
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  ) {
    return unwrap(schema.def.innerType);
  }
  return schema;
}

function descend(schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(step)];
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return undefined;
}

function namesOf(schema: z.core.$ZodType, value: unknown): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum) return schema.keyType.options.map(String);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const chosen = schema.options.filter(
      (option) =>
        option instanceof z.ZodObject &&
        (option.shape[discriminator] as z.ZodType).safeParse(valueAt(value, discriminator)).success,
    );
    return chosen.flatMap((option) => namesOf(option, value));
  }
  return [];
}

/** A single value stands for a list of one, so index 0 of something that is no list is the thing itself. */
function valueAt(value: unknown, step: PropertyKey): unknown {
  if (step === 0 && !Array.isArray(value)) return value;
  return typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined;
}

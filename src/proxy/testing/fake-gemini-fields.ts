/** A protobuf message as JSON: Google's server knows each field by name and refuses all others. */
type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'bytes'
  | 'struct'
  | 'any'
  | { message: Record<string, Shape> }
  | { list: Shape }
  | { map: Shape };

const schema = { message: {} as Record<string, Shape> };
Object.assign(schema.message, {
  type: 'string',
  format: 'string',
  title: 'string',
  description: 'string',
  nullable: 'boolean',
  default: 'any',
  example: 'any',
  enum: { list: 'string' },
  items: schema,
  properties: { map: schema },
  required: { list: 'string' },
  propertyOrdering: { list: 'string' },
  anyOf: { list: schema },
  pattern: 'string',
  minimum: 'number',
  maximum: 'number',
  minItems: 'number',
  maxItems: 'number',
  minLength: 'number',
  maxLength: 'number',
  minProperties: 'number',
  maxProperties: 'number',
} satisfies Record<string, Shape>);

const inlineData: Shape = { message: { mimeType: 'string', data: 'bytes', displayName: 'string' } };

const part: Shape = {
  message: {
    text: 'string',
    thought: 'boolean',
    thoughtSignature: 'bytes',
    inlineData,
    fileData: { message: { mimeType: 'string', fileUri: 'string', displayName: 'string' } },
    functionCall: { message: { id: 'string', name: 'string', args: 'struct' } },
    functionResponse: {
      message: { id: 'string', name: 'string', response: 'struct', parts: { list: { message: { inlineData } } } },
    },
    toolCall: { message: { id: 'string', toolType: 'string', args: 'struct' } },
    toolResponse: { message: { id: 'string', toolType: 'string', response: 'struct' } },
  },
};

const content: Shape = { message: { role: 'string', parts: { list: part } } };

const tool: Shape = {
  message: {
    functionDeclarations: {
      list: { message: { name: 'string', description: 'string', parameters: schema, parametersJsonSchema: 'any' } },
    },
    googleSearch: { message: { timeRangeFilter: 'any' } },
    codeExecution: { message: {} },
    urlContext: { message: {} },
  },
};

const generationConfig: Shape = {
  message: {
    candidateCount: 'number',
    maxOutputTokens: 'number',
    temperature: 'number',
    topP: 'number',
    topK: 'number',
    seed: 'number',
    stopSequences: { list: 'string' },
    responseMimeType: 'string',
    responseSchema: schema,
    responseJsonSchema: 'any',
    thinkingConfig: { message: { includeThoughts: 'boolean', thinkingBudget: 'number', thinkingLevel: 'string' } },
  },
};

const request: Shape = {
  message: {
    model: 'string',
    contents: { list: content },
    systemInstruction: content,
    tools: { list: tool },
    toolConfig: {
      message: {
        functionCallingConfig: { message: { mode: 'string', allowedFunctionNames: { list: 'string' } } },
        includeServerSideToolInvocations: 'boolean',
      },
    },
    safetySettings: { list: { message: { category: 'string', threshold: 'string' } } },
    generationConfig,
    cachedContent: 'string',
  },
};

/** Google's words for the first field that is unknown or of another type; null when there is none. */
export function findFieldFault(body: unknown): string | null {
  return check(body, request, '');
}

function check(value: unknown, shape: Shape, path: string): string | null {
  if (shape === 'any') return null;
  if (typeof shape === 'string') return isScalar(value, shape) ? null : invalidValue(value, path, shape);
  if ('list' in shape) {
    if (!Array.isArray(value)) return invalidValue(value, path, 'list');
    return first(value.map((one, index) => check(one, shape.list, `${path}[${index}]`)));
  }
  if (!isObject(value)) return invalidValue(value, path, 'message');
  if ('map' in shape) return first(Object.values(value).map((one, index) => check(one, shape.map, `${path}[${index}].value`)));
  const { message } = shape;
  return first(
    Object.entries(value).map(([field, one]) => {
      const known = Object.hasOwn(message, field) ? message[field] : undefined;
      return known === undefined
        ? unknownName(field, path)
        : check(one, known, path === '' ? toSnake(field) : `${path}.${toSnake(field)}`);
    }),
  );
}

function isScalar(value: unknown, shape: 'string' | 'number' | 'boolean' | 'bytes' | 'struct'): boolean {
  if (shape === 'struct') return isObject(value);
  if (shape === 'bytes') return typeof value === 'string' && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value);
  return typeof value === shape;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function first(faults: (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
}

function toSnake(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function unknownName(field: string, path: string): string {
  const place = path === '' ? '' : ` at '${path}'`;
  return `Invalid JSON payload received. Unknown name "${field}"${place}: Cannot find field.`;
}

function invalidValue(value: unknown, path: string, shape: string): string {
  return `Invalid value at '${path}' (${shape}), ${JSON.stringify(value)}`;
}

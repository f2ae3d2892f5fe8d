import { findFieldFault } from './fake-gemini-fields';
import { hasGoodSignature, isThirdGeneration } from './fake-gemini-signature';

// Whatever the code under test sends.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Wire = any;

/** Google's words for what is wrong with a generateContent request; null when it may pass. */
export function findRequestFault(body: Wire, model: string): string | null {
  return (
    findFieldFault(body) ??
    findContentsFault(body) ??
    findTurnFault(joinModelContents(body.contents)) ??
    findSignatureFault(joinModelContents(body.contents), model) ??
    findToolsFault(body, model) ??
    findConfigFault(body.generationConfig ?? {})
  );
}

const KINDS = ['text', 'inlineData', 'fileData', 'functionCall', 'functionResponse', 'toolCall', 'toolResponse'];

function findContentsFault({ contents, systemInstruction }: Wire): string | null {
  if (!contents?.length) return '* GenerateContentRequest.contents: contents is not specified';
  for (const [index, { role, parts }] of contents.entries()) {
    if (role !== 'user' && role !== 'model') return 'Please use a valid role: user, model.';
    const fault = findPartsFault(parts, `contents[${index}]`);
    if (fault !== null) return fault;
  }
  return systemInstruction === undefined ? null : findPartsFault(systemInstruction.parts, 'system_instruction');
}

function findPartsFault(parts: Wire[] | undefined, place: string): string | null {
  if (!parts?.length) return `* GenerateContentRequest.${place}.parts: contents.parts must not be empty.`;
  for (const [index, part] of parts.entries()) {
    if (KINDS.filter((kind) => part[kind] !== undefined).length !== 1)
      return `* GenerateContentRequest.${place}.parts[${index}].data: required oneof field 'data' must have one initialized field`;
    // The real one takes an empty text back only where it gave one, with a signature.
    if (part.text === '' && part.thoughtSignature === undefined)
      return 'Unable to submit request because it has an empty text parameter. Add a value to the parameter and try again.';
  }
  return null;
}

/** A streamed answer may come back as several contents of the model. */
function joinModelContents(contents: Wire[]): Wire[] {
  const joined: Wire[] = [];
  for (const { role, parts } of contents) {
    if (role === 'model' && joined.at(-1)?.role === 'model') joined.at(-1).parts.push(...parts);
    else joined.push({ role, parts: [...parts] });
  }
  return joined;
}

/** Calls come after the user, results right after their calls, all of them and nothing behind them; the user has the last word. */
function findTurnFault(contents: Wire[]): string | null {
  let open: Wire[] = [];
  for (const [index, { role, parts }] of contents.entries()) {
    const calls = parts.flatMap(({ functionCall }: Wire) => functionCall ?? []);
    const responses = parts.flatMap(({ functionResponse }: Wire) => functionResponse ?? []);
    if (calls.length > 0 && (role !== 'model' || contents[index - 1]?.role !== 'user'))
      return 'Please ensure that function call turn comes immediately after a user turn or after a function response turn.';
    if (responses.length !== open.length)
      return open.length === 0
        ? 'Please ensure that function response turn comes immediately after a function call turn.'
        : 'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.';
    for (const { id, name } of responses)
      if (!open.some((call) => call.name === name && (call.id === undefined || call.id === id)))
        return `Function response \`${name}\` with id \`${id}\` answers no function call of the turn before.`;
    if (responses.length > 0 && parts.at(-1).functionResponse === undefined)
      return 'Requests ending with a model turn are not supported.';
    open = calls;
  }
  return contents.at(-1).role === 'model' ? 'Requests ending with a model turn are not supported.' : null;
}

/** Signatures are wanted since the user's last own words; elsewhere they only have to be good. */
function findSignatureFault(contents: Wire[], model: string): string | null {
  for (const { parts } of contents)
    for (const part of parts)
      if (part.thoughtSignature !== undefined && !hasGoodSignature(part, model)) return 'Corrupted thought signature.';
  if (!isThirdGeneration(model)) return null;
  const turn = contents.findLastIndex(
    ({ role, parts }) => role === 'user' && parts.some((part: Wire) => part.functionResponse === undefined),
  );
  for (const [index, { parts }] of contents.entries()) {
    const call = index > turn ? parts.find((part: Wire) => part.functionCall !== undefined) : undefined;
    if (call !== undefined && call.thoughtSignature === undefined)
      return `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${call.functionCall.name}\` , position ${index + 1}. Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.`;
  }
  return null;
}

function findToolsFault({ tools = [], toolConfig = {}, generationConfig = {} }: Wire, model: string): string | null {
  const functions: Wire[] = tools.flatMap(({ functionDeclarations = [] }: Wire) => functionDeclarations);
  const names = functions.map(({ name }) => name);
  for (const [index, { name, parameters, parametersJsonSchema }] of functions.entries()) {
    const place = `tools[0].function_declarations[${index}]`;
    if (!/^[A-Za-z_][A-Za-z0-9_.:-]{0,63}$/.test(name ?? ''))
      return `* GenerateContentRequest.${place}.name: [FIELD_INVALID] Invalid function name. Must start with a letter or an underscore. Must be alphanumeric (a-z, A-Z, 0-9), underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 64.`;
    if (names.indexOf(name) !== index) return `Duplicate function declaration found: ${name}`;
    if (parameters !== undefined && parametersJsonSchema !== undefined)
      return `Only one of parameters and parameters_json_schema may be set in ${place}.`;
    if (parametersJsonSchema !== undefined && parametersJsonSchema?.type !== 'object')
      return `* GenerateContentRequest.${place}.parameters_json_schema: must describe an object`;
    const fault = parameters === undefined ? null : findSchemaFault(parameters, `${place}.parameters`, true);
    if (fault !== null) return `* GenerateContentRequest.${fault}`;
  }
  const builtIn = tools.some((tool: Wire) => tool.functionDeclarations === undefined);
  if (builtIn && functions.length > 0) {
    if (!isThirdGeneration(model)) return 'Tool use with function calling is unsupported';
    if (toolConfig.includeServerSideToolInvocations !== true)
      return 'Please enable tool_config.include_server_side_tool_invocations to use Built-in tools with Function calling.';
  }
  if (functions.length > 0 && generationConfig.responseMimeType === 'application/json' && !isThirdGeneration(model))
    return "Function calling with a response mime type: 'application/json' is unsupported";
  return findChoiceFault(toolConfig.functionCallingConfig, names);
}

function findChoiceFault(choice: Wire, names: string[]): string | null {
  if (choice === undefined) return null;
  const { mode, allowedFunctionNames } = choice;
  if (!['AUTO', 'ANY', 'NONE', 'VALIDATED'].includes(mode))
    return `Invalid value at 'tool_config.function_calling_config.mode', "${mode}"`;
  if (names.length === 0) return 'Function calling config is set without function_declarations.';
  if (allowedFunctionNames !== undefined && mode !== 'ANY' && mode !== 'VALIDATED')
    return 'Allowed function names should only be set when function calling mode is ANY or VALIDATED.';
  const unknown = allowedFunctionNames?.find((name: string) => !names.includes(name));
  return unknown === undefined ? null : `Allowed function name '${unknown}' is not declared.`;
}

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object'];
const STRING_FORMATS = ['enum', 'date-time'];

/** The closed subset of OpenAPI; unknown fields have been found before. */
function findSchemaFault(schema: Wire, place: string, isRoot = false): string | null {
  if (schema.anyOf !== undefined) {
    if (Object.keys(schema).length > 1)
      return `${place}: schema specified other fields alongside any_of. When using any_of, it must be the only field set.`;
    return firstFault(schema.anyOf.map((one: Wire, index: number) => findSchemaFault(one, `${place}.any_of[${index}]`)));
  }
  const type = schema.type?.toLowerCase();
  if (!TYPES.includes(type)) return `${place}: schema didn't specify the schema type field`;
  const hasProperties = Object.keys(schema.properties ?? {}).length > 0;
  if (type === 'object' && !hasProperties && (isRoot || schema.properties !== undefined))
    return `${place}.properties: should be non-empty for OBJECT type`;
  if (type === 'array' && schema.items === undefined) return `${place}.items: missing field.`;
  const unknown = schema.required?.findIndex((name: string) => !Object.hasOwn(schema.properties ?? {}, name)) ?? -1;
  if (unknown !== -1) return `${place}.required[${unknown}]: property is not defined`;
  if (schema.enum !== undefined && type !== 'string') return `${place}.enum: only allowed for STRING type`;
  if (schema.enum?.includes('')) return `${place}.enum[${schema.enum.indexOf('')}]: cannot be empty`;
  if (type === 'string' && schema.format !== undefined && !STRING_FORMATS.includes(schema.format))
    return `${place}.format: only 'enum' and 'date-time' are supported for STRING type`;
  const inside = Object.entries(schema.properties ?? {}).map(([name, one]) =>
    findSchemaFault(one, `${place}.properties[${name}]`),
  );
  return firstFault([...inside, schema.items === undefined ? null : findSchemaFault(schema.items, `${place}.items`)]);
}

function firstFault(faults: (string | null)[]): string | null {
  return faults.find((fault) => fault !== null) ?? null;
}

function findConfigFault({ stopSequences, thinkingConfig, maxOutputTokens, responseMimeType, ...config }: Wire): string | null {
  if (stopSequences?.length > 5)
    return '* GenerateContentRequest.generation_config.stop_sequences: at most 5 stop sequences are allowed';
  if (maxOutputTokens !== undefined && !(maxOutputTokens > 0)) return 'max_output_tokens must be positive.';
  if ((config.responseSchema ?? config.responseJsonSchema) !== undefined && responseMimeType !== 'application/json')
    return '* GenerateContentRequest.generation_config.response_schema: only allowed with response mime type application/json';
  const { thinkingBudget, thinkingLevel } = thinkingConfig ?? {};
  if (thinkingBudget !== undefined && thinkingLevel !== undefined)
    return 'You can only set only one of thinking budget and thinking level.';
  if (thinkingLevel !== undefined && !['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'].includes(thinkingLevel.toUpperCase()))
    return `Invalid value at 'generation_config.thinking_config.thinking_level', "${thinkingLevel}"`;
  return config.responseSchema === undefined ? null : findSchemaFault(config.responseSchema, 'generation_config.response_schema');
}

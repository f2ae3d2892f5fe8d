import type { SeenRequest } from './fake-rules';

export interface Fault {
  message: string;
  status?: number;
  param?: string | null;
  code?: string | null;
  /** The field that nobody knows, where that is the fault. */
  unknownField?: string[];
}

/** One vendor's ways: what it takes beyond OpenAI's fields, what it refuses, and how it says so. */
export interface ChatVendor {
  /** Top-level fields that it takes besides OpenAI's. */
  takes?: string[];
  /** Top-level fields of OpenAI's that it does not take. */
  refuses?: string[];
  /** Fields that it takes in a message of the assistant besides OpenAI's. */
  takesInAssistant?: string[];
  takesCacheControl?: boolean;
  takesFiles?: boolean;
  findFault?(body: SeenRequest['body']): Fault | null;
  errorBody(fault: Fault): unknown;
}

/** What OpenAI's chat endpoint takes at the top level (openai 7.55); it refuses everything else by name. */
const FIELDS = (
  'model messages audio frequency_penalty logit_bias logprobs max_completion_tokens max_tokens metadata modalities n ' +
  'parallel_tool_calls prediction presence_penalty prompt_cache_key prompt_cache_retention reasoning_effort response_format ' +
  'safety_identifier seed service_tier stop store stream stream_options temperature tool_choice tools top_logprobs top_p user ' +
  'verbosity web_search_options'
).split(' ');

const MESSAGE_FIELDS: Record<string, string[]> = {
  system: ['role', 'content', 'name'],
  developer: ['role', 'content', 'name'],
  user: ['role', 'content', 'name'],
  assistant: ['role', 'content', 'name', 'refusal', 'tool_calls'],
  tool: ['role', 'content', 'tool_call_id'],
};

type Body = SeenRequest['body'];
type Message = Body;

const TOOL_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** The first thing that is wrong with a request; null for a good one. */
export function findFault(body: Body, vendor: ChatVendor): Fault | null {
  if (typeof body !== 'object' || body === null) return { message: 'We could not parse the JSON body of your request.' };
  const known = new Set([...FIELDS, ...(vendor.takes ?? [])].filter((field) => !vendor.refuses?.includes(field)));
  const unknown = Object.keys(body).find((field) => !known.has(field));
  if (unknown !== undefined) return unknownField(`Unrecognized request argument supplied: ${unknown}`, [unknown]);
  if (typeof body.model !== 'string') return { message: 'you must provide a model parameter' };
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    return { message: "Invalid 'messages': empty array. Expected an array with minimum length 1.", param: 'messages' };
  return (
    findOptionFault(body) ?? findToolFault(body) ?? findMessageFault(body.messages, vendor) ?? vendor.findFault?.(body) ?? null
  );
}

function unknownField(message: string, field: string[]): Fault {
  return { message, param: field.join('.'), unknownField: field };
}

function findOptionFault(body: Body): Fault | null {
  const fault = (message: string, param: string): Fault => ({ message, param });
  if (body.stream_options !== undefined && body.stream !== true)
    return fault("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options');
  if (body.max_tokens !== undefined && body.max_completion_tokens !== undefined)
    return fault("Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.", 'max_tokens');
  for (const field of ['max_tokens', 'max_completion_tokens'])
    if (body[field] !== undefined && !(Number.isInteger(body[field]) && body[field] > 0))
      return fault(`Invalid '${field}': integer below minimum value.`, field);
  if (Array.isArray(body.stop) && body.stop.length > 4)
    return fault("Invalid 'stop': array too long. Expected an array with maximum length 4.", 'stop');
  if (body.temperature !== undefined && !(body.temperature >= 0 && body.temperature <= 2))
    return fault("Invalid 'temperature': decimal out of range.", 'temperature');
  for (const field of ['user', 'prompt_cache_key'])
    if (body[field] !== undefined && !(typeof body[field] === 'string' && body[field].length <= 64))
      return fault(`Invalid '${field}': string too long. Expected a string with maximum length 64.`, field);
  return findFormatFault(body);
}

function findFormatFault({ response_format: format, messages }: Body): Fault | null {
  if (format === undefined) return null;
  if (!['text', 'json_object', 'json_schema'].includes(format.type))
    return { message: `Invalid value: '${format.type}'.`, param: 'response_format.type' };
  if (format.type === 'json_schema' && !(TOOL_NAME.test(format.json_schema?.name ?? '') && format.json_schema.schema))
    return { message: "Missing required parameter: 'response_format.json_schema'.", param: 'response_format.json_schema' };
  if (format.type === 'json_object' && !/json/i.test(JSON.stringify(messages)))
    return {
      message: "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.",
      param: 'messages',
    };
  return null;
}

function findToolFault({ tools, tool_choice: choice, parallel_tool_calls: parallel }: Body): Fault | null {
  if (tools === undefined) {
    if (choice !== undefined && choice !== 'none')
      return { message: "'tool_choice' is only allowed when 'tools' are specified.", param: 'tool_choice' };
    return parallel === undefined
      ? null
      : { message: "'parallel_tool_calls' is only allowed when 'tools' are specified.", param: 'parallel_tool_calls' };
  }
  if (!Array.isArray(tools) || tools.length === 0)
    return { message: "Invalid 'tools': empty array. Expected an array with minimum length 1.", param: 'tools' };
  for (const [index, tool] of tools.entries()) {
    if (tool.type === 'web_search') continue;
    if (tool.type !== 'function')
      return { message: `Invalid value: '${tool.type}'. Supported values are: 'function'.`, param: `tools[${index}].type` };
    if (!TOOL_NAME.test(tool.function?.name ?? ''))
      return {
        message: `Invalid 'tools[${index}].function.name': '${tool.function?.name}'.`,
        param: `tools[${index}].function.name`,
      };
    const schema = tool.function.parameters;
    if (schema !== undefined && (schema.type !== 'object' || schema.properties === undefined))
      return {
        message: `Invalid schema for function '${tool.function.name}': object schema missing properties.`,
        param: `tools[${index}].function.parameters`,
      };
  }
  const named = choice?.function?.name;
  if (named !== undefined && !tools.some((tool: Body) => tool.function?.name === named))
    return { message: `Tool choice '${named}' not found in 'tools' parameter.`, param: 'tool_choice' };
  return null;
}

function findMessageFault(messages: Message[], vendor: ChatVendor): Fault | null {
  let open: string[] = [];
  for (const [index, message] of messages.entries()) {
    const param = `messages[${index}]`;
    const fields = MESSAGE_FIELDS[message.role];
    if (fields === undefined) return { message: `Invalid value: '${message.role}'.`, param: `${param}.role` };
    const extra = message.role === 'assistant' ? (vendor.takesInAssistant ?? []) : [];
    const unknown = Object.keys(message).find((field) => !fields.includes(field) && !extra.includes(field));
    if (unknown !== undefined)
      return unknownField(`Unknown parameter: '${param}.${unknown}'.`, ['messages', String(index), message.role, unknown]);
    if (message.role === 'tool' && !open.includes(message.tool_call_id))
      return {
        message: "Invalid parameter: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.",
        param: `messages.[${index}].role`,
      };
    if (message.role !== 'tool' && open.length > 0) return unanswered(open);
    const fault = findContentFault(message, param, vendor) ?? findCallFault(message, param);
    if (fault !== null) return fault;
    if (message.role === 'tool') open = open.filter((id) => id !== message.tool_call_id);
    else open = (message.tool_calls ?? []).map(({ id }: Message) => id);
  }
  return open.length > 0 ? unanswered(open) : null;
}

function unanswered(ids: string[]): Fault {
  const sentence = "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.";
  return {
    message: `${sentence} The following tool_call_ids did not have response messages: ${ids.join(', ')}`,
    param: 'messages',
  };
}

function findCallFault({ tool_calls: calls }: Message, param: string): Fault | null {
  if (calls === undefined) return null;
  if (!Array.isArray(calls) || calls.length === 0) return { message: `Invalid '${param}.tool_calls': empty array.`, param };
  for (const call of calls) {
    if (!call.id || call.type !== 'function' || typeof call.function?.arguments !== 'string')
      return { message: `Invalid type for '${param}.tool_calls'.`, param: `${param}.tool_calls` };
    if (!TOOL_NAME.test(call.function.name)) return { message: `Invalid '${param}.tool_calls[].function.name'.`, param };
  }
  return null;
}

function findContentFault(message: Message, param: string, vendor: ChatVendor): Fault | null {
  const { content, role } = message;
  if ((content === null || content === undefined) && role === 'assistant' && message.tool_calls !== undefined) return null;
  if (typeof content === 'string') return null;
  if (!Array.isArray(content) || content.length === 0)
    return { message: `Invalid type for '${param}.content': expected one of a string or array.`, param: `${param}.content` };
  const kinds = role === 'user' ? ['text', 'image_url', ...(vendor.takesFiles ? ['file'] : [])] : ['text'];
  for (const part of content) {
    if (!kinds.includes(part.type))
      return {
        message: `Invalid value: '${part.type}'. Supported values are: '${kinds.join("', '")}'.`,
        param: `${param}.content`,
      };
    if ('cache_control' in part && !vendor.takesCacheControl)
      return unknownField(`Unknown parameter: '${param}.content[].cache_control'.`, [param, 'content', 'cache_control']);
    if (part.type === 'file' && !/^data:[^;,]+;base64,/.test(part.file?.file_data ?? ''))
      return { message: `Invalid '${param}.content[].file.file_data': expected a base64 data URL.`, param: `${param}.content` };
  }
  return null;
}

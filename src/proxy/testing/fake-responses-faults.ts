import { findInputFault } from './fake-responses-input';
import { invalidValue, missing, responsesError, tooLong, type Refusal } from './fake-responses-error';
import type { FakeVendor, SeenRequest } from './fake-rules';

/** What the endpoint takes at the top level; it refuses everything else by name. */
const KNOWN_FIELDS = new Set([
  'background',
  'conversation',
  'include',
  'input',
  'instructions',
  'max_output_tokens',
  'max_tool_calls',
  'metadata',
  'model',
  'parallel_tool_calls',
  'previous_response_id',
  'prompt',
  'prompt_cache_key',
  'prompt_cache_retention',
  'reasoning',
  'safety_identifier',
  'service_tier',
  'store',
  'stream',
  'stream_options',
  'temperature',
  'text',
  'tool_choice',
  'tools',
  'top_logprobs',
  'top_p',
  'truncation',
  'user',
]);

const INCLUDABLE = [
  'file_search_call.results',
  'web_search_call.results',
  'web_search_call.action.sources',
  'message.input_image.image_url',
  'computer_call_output.output.image_url',
  'code_interpreter_call.outputs',
  'reasoning.encrypted_content',
  'message.output_text.logprobs',
];

const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** The refusal that OpenAI's server would answer with, in about its words; null when it would answer. */
export function refuseResponses({ method, headers, body }: SeenRequest, key: string | null, vendor: FakeVendor): Refusal | null {
  if (key !== null && headers.authorization !== `Bearer ${key}`)
    return responsesError('Incorrect API key provided.', 'invalid_api_key', null, 'invalid_request_error', 401);
  if (method === 'GET') return null;
  if (typeof body !== 'object' || body === null) return responsesError('We could not parse the JSON body of your request.', null);
  return findTopFault(body, vendor) ?? findToolFault(body) ?? findFormatFault(body.text?.format) ?? findInputFault(body);
}

type Body = SeenRequest['body'];

function findTopFault(body: Body, vendor: FakeVendor): Refusal | null {
  const unknown = Object.keys(body).find((field) => !KNOWN_FIELDS.has(field));
  if (unknown !== undefined) return responsesError(`Unknown parameter: '${unknown}'.`, 'unknown_parameter', unknown);
  if (typeof body.model !== 'string') return missing('model');
  if (body.input === undefined) return missing('input');
  const least = body.max_output_tokens;
  if (least !== undefined && (!Number.isInteger(least) || least < 16))
    return responsesError(
      `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got ${least} instead.`,
      'integer_below_min_value',
      'max_output_tokens',
    );
  if (body.stream_options !== undefined && body.stream !== true)
    return responsesError("The 'stream_options' parameter is only allowed when 'stream' is enabled.", null, 'stream_options');
  const wanted = (body.include ?? []).find((one: string) => !INCLUDABLE.includes(one));
  if (wanted !== undefined) return invalidValue(wanted, INCLUDABLE, 'include[0]');
  if (typeof body.prompt_cache_key === 'string' && body.prompt_cache_key.length > 64)
    return tooLong('prompt_cache_key', 64, body.prompt_cache_key);
  const { effort, ...reasoning } = body.reasoning ?? {};
  if (effort !== undefined && effort !== null && !EFFORTS.includes(effort))
    return invalidValue(effort, EFFORTS, 'reasoning.effort');
  const odd = Object.keys(reasoning).find((field) => !['summary', 'generate_summary', 'context', 'mode'].includes(field));
  if (odd !== undefined) return responsesError(`Unknown parameter: 'reasoning.${odd}'.`, 'unknown_parameter', `reasoning.${odd}`);
  if (vendor === 'openai' && /^(o\d|gpt-5)/.test(body.model)) {
    const refused = ['temperature', 'top_p'].find((field) => body[field] !== undefined);
    if (refused !== undefined)
      return responsesError(`Unsupported parameter: '${refused}' is not supported with this model.`, null, refused);
  }
  return null;
}

function findToolFault({ tools = [], tool_choice: choice }: Body): Refusal | null {
  for (const [index, tool] of tools.entries()) {
    const where = `tools[${index}]`;
    if (tool.type === 'web_search' || tool.type === 'web_search_preview') {
      if (tool.filters !== undefined && tool.type !== 'web_search')
        return responsesError(`Unknown parameter: '${where}.filters'.`, 'unknown_parameter', `${where}.filters`);
      continue;
    }
    if (tool.type !== 'function' && tool.type !== 'custom')
      return invalidValue(tool.type, ['function', 'custom', 'web_search', 'web_search_preview'], `${where}.type`);
    if (typeof tool.name !== 'string') return missing(`${where}.name`);
    if (tool.name.length > 64) return tooLong(`${where}.name`, 64, tool.name);
    if (!/^[a-zA-Z0-9_-]+$/.test(tool.name))
      return responsesError(
        `Invalid '${where}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
        'invalid_value',
        `${where}.name`,
      );
    if (tool.type === 'function' && typeof tool.parameters?.properties !== 'object')
      return responsesError(
        `Invalid schema for function '${tool.name}': In context=(), object schema missing properties.`,
        'invalid_function_parameters',
        `${where}.parameters`,
      );
    const loose = tool.strict === false || tool.type === 'custom' ? null : findLooseObject(tool.parameters);
    if (loose !== null)
      return responsesError(
        `Invalid schema for function '${tool.name}': ${loose}`,
        'invalid_function_parameters',
        `${where}.parameters`,
      );
  }
  if (choice === undefined || ['auto', 'none', 'required'].includes(choice)) return null;
  if (typeof choice !== 'object') return invalidValue(choice, ['none', 'auto', 'required'], 'tool_choice');
  if (typeof choice.name !== 'string') return missing('tool_choice.name');
  if (!tools.some(({ name }: { name?: string }) => name === choice.name))
    return responsesError(`Tool choice '${choice.name}' not found in 'tools' parameter.`, null, 'tool_choice');
  return null;
}

/** What keeps a schema from being strict: an object that allows more than it names, or leaves something out. */
function findLooseObject(schema: Body): string | null {
  if (typeof schema !== 'object' || schema === null) return null;
  if (schema.type === 'object') {
    if (schema.additionalProperties !== false)
      return "In context=(), 'additionalProperties' is required to be supplied and to be false.";
    const left = Object.keys(schema.properties ?? {}).find((name) => !(schema.required ?? []).includes(name));
    if (left !== undefined)
      return `In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing '${left}'.`;
  }
  for (const part of [...Object.values(schema.properties ?? {}), schema.items]) {
    const fault = findLooseObject(part);
    if (fault !== null) return fault;
  }
  return null;
}

function findFormatFault(format: Body): Refusal | null {
  if (format === undefined) return null;
  if (!['text', 'json_object', 'json_schema'].includes(format.type))
    return invalidValue(format.type, ['text', 'json_object', 'json_schema'], 'text.format.type');
  if (format.type !== 'json_schema') return null;
  if (typeof format.name !== 'string') return missing('text.format.name');
  if (typeof format.schema !== 'object') return missing('text.format.schema');
  const loose = format.strict === true ? findLooseObject(format.schema) : null;
  return loose === null
    ? null
    : responsesError(`Invalid schema for response_format '${format.name}': ${loose}`, null, 'text.format.schema');
}

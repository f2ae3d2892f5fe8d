import type { ChatVendor, Fault } from './fake-openai-refusals';
import type { FakeVendor, SeenRequest } from './fake-rules';

type Body = SeenRequest['body'];

/** OpenAI's form of an error, which nearly everybody copies. */
function openaiError({ message, param = null, code = null }: Fault): unknown {
  return { error: { message, type: 'invalid_request_error', param, code } };
}

/** OpenRouter and Z.ai put the cause into `code`. */
function codedError({ message, status = 400, code }: Fault): unknown {
  return { error: { code: code ?? status, message } };
}

/** What each vendor refuses that others take (docs/sources.md, Chat Completions), in about its own words. */
export const chatVendors: Record<FakeVendor, ChatVendor> = {
  plain: { takesFiles: true, errorBody: openaiError },
  openai: { takesFiles: true, findFault: findOpenaiFault, errorBody: openaiError },
  deepseek: {
    takes: ['thinking'],
    takesInAssistant: ['reasoning_content', 'prefix'],
    errorBody: openaiError,
    findFault(body) {
      const off = body.thinking?.type === 'disabled';
      if (off && body.reasoning_effort !== undefined)
        return { message: 'thinking options type cannot be disabled when reasoning_effort is set' };
      const lacks = !off && findCallWithoutReasoning(body, 'reasoning_content') !== -1;
      return lacks ? { message: 'The `reasoning_content` in the thinking mode must be passed back to the API.' } : null;
    },
  },
  moonshot: {
    takes: ['thinking'],
    refuses: ['reasoning_effort'],
    takesInAssistant: ['reasoning_content', 'partial'],
    errorBody: openaiError,
    findFault(body) {
      if (body.thinking?.type === 'disabled') return null;
      const index = findCallWithoutReasoning(body, 'reasoning_content');
      const sentence = 'thinking is enabled but reasoning_content is missing in assistant tool call message at index';
      return index === -1 ? null : { message: `${sentence} ${index}` };
    },
  },
  mistral: {
    takes: ['prompt_mode', 'random_seed', 'safe_prompt'],
    refuses: ['max_completion_tokens', 'prompt_cache_key', 'seed', 'store', 'stream_options', 'user', 'web_search_options'],
    takesInAssistant: ['prefix'],
    errorBody: mistralError,
    findFault: findMistralFault,
  },
  groq: {
    takes: ['include_reasoning', 'reasoning_format'],
    refuses: ['logit_bias', 'prompt_cache_key', 'store', 'web_search_options'],
    takesInAssistant: ['reasoning'],
    errorBody: (fault) =>
      fault.unknownField
        ? openaiError({ message: `property '${fault.unknownField.join('.')}' is unsupported` })
        : openaiError(fault),
    findFault({ include_reasoning: include, reasoning_format: format, tools }) {
      if (include !== undefined && format !== undefined)
        return { message: 'cannot specify both `include_reasoning` and `reasoning_format`' };
      return format === 'raw' && tools !== undefined ? { message: '`reasoning_format` raw cannot be used with tools' } : null;
    },
  },
  openrouter: {
    takes: ['include_reasoning', 'models', 'plugins', 'provider', 'reasoning', 'top_k', 'transforms', 'usage'],
    takesInAssistant: ['reasoning', 'reasoning_details'],
    takesCacheControl: true,
    takesFiles: true,
    errorBody: codedError,
    findFault({ messages, reasoning, reasoning_effort: effort }) {
      if (reasoning?.enabled === false && reasoning.effort !== undefined)
        return { message: 'reasoning.effort cannot be used when reasoning.enabled is false' };
      if (reasoning !== undefined && effort !== undefined)
        return { message: 'Only one of "reasoning" and "reasoning_effort" can be provided' };
      const entries = messages.flatMap((message: Body) => message.reasoning_details ?? []);
      const broken = entries.some(
        (entry: Body) => entry.type === 'reasoning.text' && entry.signature !== signReasoning(entry.text),
      );
      return broken ? { message: 'Provider returned error: messages: Invalid `signature` in `thinking` block' } : null;
    },
  },
  zai: {
    takes: ['do_sample', 'request_id', 'thinking', 'tool_stream', 'user_id'],
    refuses: ['frequency_penalty', 'max_completion_tokens', 'presence_penalty', 'stream_options'],
    takesInAssistant: ['reasoning_content'],
    errorBody: ({ message, unknownField }) =>
      unknownField
        ? { error: { code: '1210', message: 'Invalid API parameter, please check the documentation.' } }
        : { error: { code: '1213', message } },
    findFault({ tool_choice: choice, tools }) {
      if (choice !== undefined && choice !== 'auto') return { message: 'Tool choice must be auto' };
      const strict = tools?.some((tool: Body) => tool.function !== undefined && 'strict' in tool.function);
      return strict ? { message: '', unknownField: ['tools', 'strict'] } : null;
    },
  },
  minimax: {
    takes: ['reasoning_split', 'thinking'],
    takesInAssistant: ['reasoning_content', 'reasoning_details'],
    errorBody: openaiError,
    findFault: ({ temperature }) =>
      temperature === undefined || (temperature > 0 && temperature <= 1)
        ? null
        : { message: 'invalid params, temperature must be in (0, 1]' },
  },
  'strict-template': {
    takes: ['chat_template_kwargs', 'min_p', 'top_k'],
    takesInAssistant: ['reasoning', 'reasoning_content'],
    errorBody: ({ message }) => ({ object: 'error', message, type: 'BadRequestError', param: null, code: 400 }),
    findFault: findTemplateFault,
  },
};

/** OpenRouter's signature on a Claude's reasoning: bound to all of the text. */
export function signReasoning(text: unknown): string {
  const sum = [...String(text)].reduce((total, character) => (total * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003, 7);
  return `FakeSig${sum}==`;
}

function findCallWithoutReasoning({ messages }: Body, field: string): number {
  return messages.findIndex((message: Body) => message.role === 'assistant' && message.tool_calls && !message[field]);
}

/** Reasoning models refuse sampling, and from gpt-5.4 on they refuse tools on this endpoint (pitfall 33). */
function findOpenaiFault(body: Body): Fault | null {
  const { model, tools, reasoning_effort: effort } = body;
  if (!/^(o\d|gpt-[5-9])/.test(model)) return null;
  if (body.max_tokens !== undefined)
    return {
      message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      param: 'max_tokens',
      code: 'unsupported_parameter',
    };
  if (body.temperature !== undefined && body.temperature !== 1)
    return {
      message: `Unsupported value: 'temperature' does not support ${body.temperature} with this model. Only the default (1) value is supported.`,
      param: 'temperature',
      code: 'unsupported_value',
    };
  const refused = ['stop', 'top_p', 'presence_penalty', 'frequency_penalty'].find((field) => body[field] !== undefined);
  if (refused !== undefined)
    return {
      message: `Unsupported parameter: '${refused}' is not supported with this model.`,
      param: refused,
      code: 'unsupported_parameter',
    };
  if (!/^gpt-(5\.([4-9]|\d\d)|[6-9])/.test(model) || tools === undefined || effort === 'none') return null;
  const sentence = `Function tools with reasoning_effort are not supported for ${model} in /v1/chat/completions.`;
  return {
    message: `${sentence} To use function tools, use /v1/responses or set reasoning_effort to 'none'.`,
    param: 'reasoning_effort',
  };
}

function mistralError({ message, code = null, unknownField: field }: Fault): unknown {
  if (field === undefined) return { object: 'error', message, type: 'invalid_request_error', param: null, code };
  const detail = [{ type: 'extra_forbidden', loc: ['body', ...field], msg: 'Extra inputs are not permitted' }];
  return { object: 'error', message: { detail }, type: 'invalid_request_error', param: null, code: null };
}

/** Which role may follow which, as mistral-common checks it. */
const MISTRAL_ORDER: Record<string, string[]> = {
  system: ['system', 'user', 'assistant'],
  user: ['system', 'user', 'assistant'],
  assistant: ['user', 'assistant', 'tool'],
  tool: ['assistant', 'tool'],
};

function findMistralFault({ messages }: Body): Fault | null {
  for (const [index, message] of messages.entries()) {
    const before = messages[index - 1]?.role;
    if (before !== undefined && !MISTRAL_ORDER[before]?.includes(message.role))
      return { message: `Unexpected role '${message.role}' after role '${before}'`, code: '3230' };
    const ids = [
      ...(message.tool_calls ?? []).map(({ id }: Body) => id),
      ...(message.tool_call_id ? [message.tool_call_id] : []),
    ];
    const wrong = ids.find((id) => !/^[A-Za-z0-9]{9}$/.test(id));
    if (wrong !== undefined)
      return { message: `Tool call id was ${wrong} but must be a-z, A-Z, 0-9, with a length of 9.`, code: '3280' };
  }
  const last = messages.at(-1).role;
  return last === 'user' || last === 'tool'
    ? null
    : { message: `Expected last role User or Tool (or Assistant with prefix True) for serving but got ${last}`, code: '3230' };
}

/** A chat template that knows one system message and takes turns; calls and their results do not count as turns. */
function findTemplateFault({ messages }: Body): Fault | null {
  if (messages.slice(1).some(({ role }: Body) => role === 'system' || role === 'developer'))
    return { message: 'System message must be at the beginning.' };
  const turns = messages.filter(({ role, tool_calls: calls }: Body) => role === 'user' || (role === 'assistant' && !calls));
  const swapped = turns.some(({ role }: Body, index: number) => (role === 'user') !== (index % 2 === 0));
  return swapped
    ? { message: 'After the optional system message, conversation roles must alternate user/assistant/user/assistant/...' }
    : null;
}

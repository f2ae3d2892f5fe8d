import { ChatRequest, type Message } from './chat-request';

/** `param` names the part at fault, as OpenAI does. */
export type CheckedRequest = { ok: true; request: ChatRequest } | { ok: false; message: string; param: string | null };

/** Refuses what the real endpoint refuses: shapes, unknown parameters, tool messages out of order, dangling choices. */
export function checkRequest(body: unknown): CheckedRequest {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refuse('The request body must be a JSON object.', null);
  }
  for (const param of ['model', 'messages']) {
    if (!(param in body)) return refuse(`Missing required parameter: '${param}'.`, param);
  }
  const checked = ChatRequest.safeParse(body);
  if (!checked.success) {
    const issue = checked.error.issues[0];
    if (issue?.code === 'unrecognized_keys') {
      return refuse(`Unknown parameter: '${issue.keys[0]}'.`, issue.keys[0] ?? null);
    }
    const param = formatParam(issue?.path ?? []);
    return refuse(`Invalid value for '${param}': ${issue?.message ?? 'it is not valid'}.`, param);
  }
  const request = checked.data;
  return checkOptions(request) ?? checkToolMessages(request.messages) ?? { ok: true, request };
}

function checkOptions(request: ChatRequest): CheckedRequest | null {
  if (request.stream_options && request.stream !== true) {
    return refuse("The 'stream_options' parameter is only allowed when 'stream' is enabled.", 'stream_options');
  }
  const { tool_choice: choice, tools } = request;
  if (choice !== undefined && choice !== 'none' && !tools) {
    return refuse("'tool_choice' is only allowed when 'tools' are specified.", 'tool_choice');
  }
  if (request.parallel_tool_calls !== undefined && !tools) {
    return refuse("'parallel_tool_calls' is only allowed when 'tools' are specified.", 'parallel_tool_calls');
  }
  if (typeof choice === 'object' && !tools?.some((tool) => tool.function.name === choice.function.name)) {
    return refuse(`Tool choice '${choice.function.name}' not found in 'tools' parameter.`, 'tool_choice');
  }
  if (request.max_tokens != null && request.max_completion_tokens != null) {
    return refuse("Set 'max_tokens' or 'max_completion_tokens', not both.", 'max_tokens');
  }
  return null;
}

/** Each tool call is answered right after the message that made it, once, and no answer stands without a call. */
function checkToolMessages(messages: Message[]): CheckedRequest | null {
  let open = new Set<string>();
  let owner = 0;
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id)) {
        const sentence = "messages with role 'tool' must be a response to a preceding message with 'tool_calls'";
        return refuse(`Invalid parameter: ${sentence}.`, `messages.[${index}].role`);
      }
      continue;
    }
    if (open.size > 0) break;
    if (message.role !== 'assistant') continue;
    if (!message.tool_calls && (message.content === null || message.content === undefined)) {
      return refuse(
        "Invalid value for 'content': an assistant message needs 'content' or 'tool_calls'.",
        `messages.[${index}].content`,
      );
    }
    open = new Set(message.tool_calls?.map((call) => call.id));
    owner = index;
  }
  if (open.size === 0) return null;
  const sentence = "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.";
  const missing = [...open].join(', ');
  return refuse(
    `${sentence} The following tool_call_ids did not have response messages: ${missing}`,
    `messages.[${owner}].tool_calls`,
  );
}

function refuse(message: string, param: string | null): CheckedRequest {
  return { ok: false, message, param };
}

function formatParam(path: PropertyKey[]): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : String(step))).join('.');
}

import type { SeenRequest } from './fake-rules';
import { invalidValue, missing, responsesError, tooLong, type Refusal } from './fake-responses-error';

type Body = SeenRequest['body'];

/** Reasoning that only this fake can read, and only for the model that made it. */
export function encryptedContent(model: string, index: number): string {
  return `gAAAAfake.${model}.${index}==`;
}

/** What is wrong with the items of a request: the API holds every call against its result, and reasoning against its model. */
export function findInputFault({ input, model, store }: Body): Refusal | null {
  if (typeof input === 'string') return null;
  if (!Array.isArray(input) || input.length === 0)
    return responsesError("Invalid 'input': empty array. Expected an array with minimum length 1.", null, 'input');
  const called = new Set<string>();
  const answered = new Set<string>();
  for (const [index, item] of input.entries()) {
    const where = `input[${index}]`;
    const next = input[index + 1];
    switch (item.type ?? 'message') {
      case 'message': {
        const fault = findMessageFault(item, where);
        if (fault !== null) return fault;
        break;
      }
      case 'reasoning': {
        const fault = findReasoningFault(item, next, model, store, where);
        if (fault !== null) return fault;
        break;
      }
      case 'function_call':
      case 'custom_tool_call': {
        const fault = findCallFault(item, where);
        if (fault !== null) return fault;
        called.add(item.call_id);
        break;
      }
      case 'function_call_output':
      case 'custom_tool_call_output':
        if (!called.has(item.call_id))
          return responsesError(`No tool call found for function call output with call_id ${item.call_id}.`, null, 'input');
        if (typeof item.output !== 'string' && !Array.isArray(item.output)) return missing(`${where}.output`);
        answered.add(item.call_id);
        break;
      default:
        return invalidValue(item.type, ITEMS, `${where}.type`);
    }
  }
  const unanswered = [...called].find((id) => !answered.has(id));
  return unanswered === undefined ? null : responsesError(`No tool output found for function call ${unanswered}.`, null, 'input');
}

const ITEMS = ['message', 'reasoning', 'function_call', 'function_call_output', 'custom_tool_call', 'custom_tool_call_output'];

function findCallFault(item: Body, where: string): Refusal | null {
  const [text, prefix] = item.type === 'function_call' ? ['arguments', 'fc'] : ['input', 'ctc'];
  for (const field of ['call_id', 'name', text]) if (typeof item[field] !== 'string') return missing(`${where}.${field}`);
  if (item.call_id.length > 64) return tooLong(`${where}.call_id`, 64, item.call_id);
  if (item.id === undefined || item.id.startsWith(prefix)) return null;
  const message = `Invalid '${where}.id': '${item.id}'. Expected an ID that begins with '${prefix}'.`;
  return responsesError(message, 'invalid_value', `${where}.id`);
}

const PARTS: Record<string, string[]> = {
  assistant: ['output_text', 'refusal'],
  user: ['input_text', 'input_image', 'input_file'],
  system: ['input_text'],
  developer: ['input_text'],
};

function findMessageFault({ role, content }: Body, where: string): Refusal | null {
  const allowed = PARTS[role];
  if (allowed === undefined) return invalidValue(role, Object.keys(PARTS), `${where}.role`);
  if (typeof content === 'string') return null;
  if (!Array.isArray(content)) return missing(`${where}.content`);
  for (const [index, part] of content.entries()) {
    if (!allowed.includes(part.type)) return invalidValue(part.type, allowed, `${where}.content[${index}].type`);
    if (/_text$/.test(part.type) && typeof part.text !== 'string') return missing(`${where}.content[${index}].text`);
    if (part.cache_control !== undefined)
      return responsesError(`Unknown parameter: '${where}.content[${index}].cache_control'.`, 'unknown_parameter');
  }
  return null;
}

function findReasoningFault(item: Body, next: Body, model: string, store: unknown, where: string): Refusal | null {
  if (!Array.isArray(item.summary)) return missing(`${where}.summary`);
  if (typeof item.encrypted_content !== 'string')
    return store === false
      ? responsesError(
          `Item with id '${item.id}' not found. Items are not persisted when \`store\` is set to false. Try again with \`store\` set to true, or remove this item from your input.`,
          null,
          'input',
          'invalid_request_error',
          404,
        )
      : null;
  if (!item.encrypted_content.startsWith(`gAAAAfake.${model}.`))
    return responsesError(
      `The encrypted content for item ${item.id} could not be verified. Reason: Encrypted content could not be decrypted or parsed.`,
      'invalid_encrypted_content',
    );
  const follows = next !== undefined && (['reasoning', 'function_call'].includes(next.type) || next.role === 'assistant');
  return follows
    ? null
    : responsesError(`Item '${item.id}' of type 'reasoning' was provided without its required following item.`, null, 'input');
}

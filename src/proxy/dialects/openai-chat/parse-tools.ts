import { UntranslatableError } from '../../errors/untranslatable-error';
import type { CanonicalRequest, CanonicalTool, ToolChoice } from '../../canonical/request';
import { invalidRequest } from './invalid-request';
import { toObject, toObjects, toText, type WireObject } from './wire';

/** The tools of a client's request and what it says of their use. */
export function parseTools(body: WireObject): Pick<CanonicalRequest, 'tools' | 'toolChoice'> {
  if (body.functions !== undefined || body.function_call !== undefined) {
    throw new UntranslatableError('functions: functions of this form are no longer taken. Send tools and tool_choice.');
  }
  if (body.tools !== undefined && body.tools !== null && !Array.isArray(body.tools)) {
    throw invalidRequest('tools: must be a list of tools.');
  }
  const named = ((body.tools ?? []) as unknown[]).map(parseTool);
  const { allowed, choice } = parseChoice(body.tool_choice);
  const tools = allowed === null ? named : named.filter(({ name }) => allowed.includes(name));
  // A client that wants the upstream to search says so beside the tools.
  if (toObject(body.web_search_options) !== null) tools.push({ type: 'web_search_20250305', name: 'web_search' });
  const serial = body.parallel_tool_calls === false;
  return { tools, toolChoice: serial ? { type: 'auto', ...choice, disable_parallel_tool_use: true } : choice };
}

function parseTool(value: unknown, index: number): CanonicalTool {
  const where = `tools.${index}`;
  const tool = toObject(value);
  if (tool?.type !== 'function') {
    throw new UntranslatableError(`${where}.type: only tools of type function are taken here, not "${toText(tool?.type)}".`);
  }
  const { name, description, parameters } = toObject(tool.function) ?? {};
  if (typeof name !== 'string' || name === '') throw invalidRequest(`${where}.function.name: every tool needs a name.`);
  return {
    name,
    ...(typeof description === 'string' && { description }),
    input_schema: toObject(parameters) ?? { type: 'object', properties: {} },
  };
}

const MODES: Record<string, ToolChoice['type']> = { auto: 'auto', none: 'none', required: 'any' };

/** `allowed` are the names of the tools that the choice is limited to; null means all. */
function parseChoice(value: unknown): { choice: ToolChoice | null; allowed: string[] | null } {
  if (value === undefined || value === null) return { choice: null, allowed: null };
  const object = toObject(value);
  const subset = object?.type === 'allowed_tools' ? (toObject(object.allowed_tools) ?? {}) : null;
  const type = MODES[toText(subset === null ? value : subset.mode)];
  const name = toText(toObject(object?.function)?.name);
  if (type !== undefined) {
    const allowed = subset && toObjects(subset.tools).map((tool) => toText(toObject(tool.function)?.name));
    return { choice: { type }, allowed };
  }
  if (object?.type === 'function' && name !== '') return { choice: { type: 'tool', name }, allowed: null };
  throw invalidRequest('tool_choice: must be auto, none, required or {type: function, function: {name}}.');
}

import type { Quirks } from '../../../shared/model/quirks';
import type { CanonicalTool, PreparedRequest, ToolChoice } from '../../canonical/request';

/** Tools and what holds for their use; nothing where there are none. */
export function buildTools({ tools, toolChoice }: PreparedRequest, quirks: Quirks): Record<string, unknown> {
  // A server that takes no choice but auto can only be kept from calling by being told of no tools.
  const isKeptFromCalling = toolChoice?.type === 'none' && quirks.toolChoice === 'auto-only';
  if (tools.length === 0 || isKeptFromCalling) return {};
  return { tools: tools.map((tool) => buildTool(tool, quirks)), ...buildChoice(toolChoice) };
}

function buildTool(tool: CanonicalTool, { saysNotStrict }: Quirks): unknown {
  return {
    type: 'function',
    function: {
      name: tool.name,
      ...(tool.description !== undefined && { description: tool.description }),
      parameters: tool.freeform === true ? FREEFORM_SCHEMA : { type: 'object', properties: {}, ...tool.input_schema },
      ...(saysNotStrict && { strict: false }),
    },
  };
}

const FREEFORM_SCHEMA = { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] };

function buildChoice(choice: ToolChoice | null): Record<string, unknown> {
  if (choice === null) return {};
  const parallel = choice.disable_parallel_tool_use === true ? { parallel_tool_calls: false } : {};
  switch (choice.type) {
    case 'any':
      return { tool_choice: 'required', ...parallel };
    case 'tool':
      return { tool_choice: { type: 'function', function: { name: choice.name } }, ...parallel };
    case 'none':
      return { tool_choice: 'none' };
    case 'auto':
      return { tool_choice: 'auto', ...parallel };
  }
}

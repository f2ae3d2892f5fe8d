import { UntranslatableError } from '../../errors/untranslatable-error';
import type { ToolChoice } from '../../canonical/request';
import { flatName, type ClientTool } from './client-tool';
import { isWire, numberOf, objectsOf, stringOf, stringsOf, type Wire } from './read-value';
import { refuse } from './refuse';

const NO_PARAMETERS = { type: 'object', properties: {} };

/** The tools of a request, groups of them laid flat. `where` is the field that a refusal names. */
export function parseTools(tools: unknown, where = 'tools'): ClientTool[] {
  if (tools === undefined || tools === null) return [];
  if (!Array.isArray(tools)) throw refuse(`${where}: must be a list.`);
  return tools.flatMap((tool, index) => parseTool(tool, `${where}[${index}]`));
}

function parseTool(tool: unknown, where: string): ClientTool[] {
  if (!isWire(tool)) throw refuse(`${where}: must be an object.`);
  const type = stringOf(tool.type);
  switch (type) {
    case 'function':
      return [{ ...named(tool, where), input_schema: isWire(tool.parameters) ? tool.parameters : NO_PARAMETERS }];
    case 'custom':
      return [parseFreeform(tool, where)];
    case 'namespace':
      return parseNamespace(tool, where);
    case 'tool_search':
      // Run by the client, it is a tool as any other; run at OpenAI, it is not to be had elsewhere.
      if (tool.execution !== 'client') break;
      return [
        {
          name: type,
          ...described(tool),
          input_schema: isWire(tool.parameters) ? tool.parameters : NO_PARAMETERS,
          searchesTools: true,
        },
      ];
    default:
      if (type.startsWith('web_search')) return [parseWebSearch(tool)];
  }
  throw new UntranslatableError(
    `${where}: "${type}" is a tool that runs at OpenAI, and other providers have none such. Leave it out, or offer a function of your own instead.`,
  );
}

function named(tool: Wire, where: string): ClientTool {
  const name = stringOf(tool.name);
  if (name === '') throw refuse(`${where}.name: every tool needs a name.`);
  return { name, ...described(tool) };
}

function described(tool: Wire): { description?: string } {
  return typeof tool.description === 'string' ? { description: tool.description } : {};
}

/** A tool that takes plain text becomes one with a single argument; a grammar for the text is told in words. */
function parseFreeform(tool: Wire, where: string): ClientTool {
  const { name, description } = named(tool, where);
  const { format } = tool;
  const grammar =
    isWire(format) && format.type === 'grammar'
      ? `The input is text of this ${stringOf(format.syntax)} grammar:\n${stringOf(format.definition)}`
      : '';
  const text = [description ?? '', grammar].filter((part) => part !== '').join('\n\n');
  return {
    name,
    ...(text !== '' && { description: text }),
    input_schema: {
      type: 'object',
      properties: { input: { type: 'string', description: 'The whole input of the tool, as plain text.' } },
      required: ['input'],
      additionalProperties: false,
    },
    freeform: true,
  };
}

function parseNamespace(group: Wire, where: string): ClientTool[] {
  const namespace = stringOf(group.name);
  if (namespace === '') throw refuse(`${where}.name: every group of tools needs a name.`);
  return parseTools(group.tools, `${where}.tools`).map((tool) => ({
    ...tool,
    name: flatName(namespace, tool.name),
    namespace,
    bareName: tool.name,
  }));
}

/** The provider is to search by its own means; the canonical form says so as Anthropic's clients do. */
function parseWebSearch({ filters, max_uses: maxUses }: Wire): ClientTool {
  const domains = stringsOf(isWire(filters) ? filters.allowed_domains : undefined);
  const tool = {
    type: 'web_search_20250305',
    name: 'web_search',
    ...(domains.length > 0 && { allowed_domains: domains }),
    ...(numberOf(maxUses) !== null && { max_uses: maxUses }),
  };
  return tool;
}

/** The choice of a tool, and the tools that are left to choose from. */
export function parseToolChoice(body: Wire, tools: ClientTool[]): { toolChoice: ToolChoice | null; tools: ClientTool[] } {
  const serial = body.parallel_tool_calls === false ? { disable_parallel_tool_use: true } : {};
  const { tool_choice: choice } = body;
  if (choice === 'required') return { toolChoice: { type: 'any', ...serial }, tools };
  if (choice === 'auto' || choice === 'none') return { toolChoice: { type: choice, ...serial }, tools };
  if (!isWire(choice)) return { toolChoice: body.parallel_tool_calls === false ? { type: 'auto', ...serial } : null, tools };
  if (choice.type === 'function' || choice.type === 'custom')
    return { toolChoice: { type: 'tool', name: nameOf(choice), ...serial }, tools };
  if (choice.type === 'allowed_tools') {
    const allowed = new Set(objectsOf(choice.tools).map((tool) => nameOf(tool) || stringOf(tool.type)));
    const left = tools.filter(({ name, namespace }) => allowed.has(name) || (namespace !== undefined && allowed.has(namespace)));
    return { toolChoice: { type: choice.mode === 'required' ? 'any' : 'auto', ...serial }, tools: left };
  }
  // A tool that runs at the provider cannot be forced anywhere but at OpenAI.
  return { toolChoice: { type: 'auto', ...serial }, tools };
}

function nameOf(choice: Wire): string {
  return flatName(stringOf(choice.namespace), stringOf(choice.name));
}

import type { CanonicalTool, PreparedRequest, ToolChoice } from '../../canonical/request';
import type { BodyFragment, Quirks } from '../../../shared/model/quirks';
import { sanitiseSchema } from './sanitise-schema';
import { separateReferences } from './separate-references';

/** The client's tools and which of them may be called. There is no field that forbids parallel calls. */
export function buildTools({ tools, toolChoice }: PreparedRequest, quirks: Pick<Quirks, 'toolSchema'>): BodyFragment {
  if (tools.length === 0) return {};
  const functionCallingConfig = buildChoice(toolChoice);
  return {
    tools: [{ functionDeclarations: tools.map((tool) => buildDeclaration(tool, quirks)) }],
    ...(functionCallingConfig && { toolConfig: { functionCallingConfig } }),
  };
}

function buildDeclaration(
  { name, description, input_schema: schema }: CanonicalTool,
  { toolSchema }: Pick<Quirks, 'toolSchema'>,
) {
  return { name, ...(description && { description }), ...buildParameters(schema, toolSchema) };
}

function buildParameters(schema: CanonicalTool['input_schema'], toolSchema: Quirks['toolSchema']): BodyFragment {
  if (schema === undefined) return {};
  if (toolSchema === 'json-schema') return { parametersJsonSchema: separateReferences(schema) };
  const parameters = sanitiseSchema(schema);
  return parameters === null ? {} : { parameters };
}

/** AUTO is what happens anyway; said aloud it is refused together with Google's own tools. */
function buildChoice(choice: ToolChoice | null): { mode: string; allowedFunctionNames?: string[] } | null {
  switch (choice?.type) {
    case 'any':
      return { mode: 'ANY' };
    case 'tool':
      return { mode: 'ANY', ...(choice.name !== undefined && { allowedFunctionNames: [choice.name] }) };
    case 'none':
      return { mode: 'NONE' };
    default:
      return null;
  }
}

/**
 * Google's own search. Beside functions it wants a flag, by which it also tells the calls that it made itself; those have to
 * come back in the next turn (https://ai.google.dev/gemini-api/docs/tool-combination, Gemini 3 and later).
 */
export function buildWebSearch(
  { webSearch, tools }: PreparedRequest,
  quirks: Pick<Quirks, 'webSearch' | 'webSearchBesideTools'>,
): BodyFragment {
  const { webSearch: search, webSearchBesideTools: beside } = quirks;
  if (webSearch === null || search === null || (tools.length > 0 && beside === 'never')) return {};
  return { ...search, ...(tools.length > 0 && beside === 'flag' && { toolConfig: { includeServerSideToolInvocations: true } }) };
}

import type { CanonicalRequest, CanonicalTool } from '../../canonical/request';

/** What a Responses client says of a tool beyond the canonical form, and needs again to know the call as one of its own. */
export interface ClientTool extends CanonicalTool {
  /** The group that the tool stands in; its canonical name begins with it. */
  namespace?: string;
  /** Its name within the group. */
  bareName?: string;
  /** Asks the client for more tools: called by items of its own kind. */
  searchesTools?: true;
}

/**
 * Groups of tools exist in this dialect only (Codex sends each MCP server as one: openai/codex#36942). Elsewhere their
 * tools are called by both names in one.
 */
export function flatName(namespace: string, name: string): string {
  if (namespace === '') return name;
  return namespace.endsWith('__') ? namespace + name : `${namespace}__${name}`;
}

/** The tool that a call by its canonical name is for; undefined when the client offered none such. */
export function findTool(request: CanonicalRequest, name: string): ClientTool | undefined {
  return request.tools.find((tool) => tool.name === name);
}

import type { Quirks } from '../../shared/model/quirks';

/** Tool names as the upstream takes them, and back. A name that fits stays as it is. */
export interface ToolNameMap {
  toUpstream(name: string): string;
  /** The client's own name again; a name that was never mapped stays as it is. */
  toClient(name: string): string;
}

/** What OpenAI, Gemini and Bedrock all take. */
const PLAIN_NAME = /^[A-Za-z_][A-Za-z0-9_-]*$/;

/**
 * Long or odd names (MCP tools reach 128 characters) are cut and end in a hash, the same in every turn, so that history,
 * tool choice and answer agree (pitfall 39). `limit` is in characters.
 */
export function createToolNameMap(limit: number): ToolNameMap {
  const clientNames = new Map<string, string>();
  return {
    toUpstream(name) {
      if (name.length <= limit && PLAIN_NAME.test(name)) return name;
      const plain = name.replace(/[^A-Za-z0-9_-]/g, '_').replace(/^(?![A-Za-z_])/, '_');
      const mapped = `${plain.slice(0, limit - 9)}_${hashText(name).slice(0, 8)}`;
      clientNames.set(mapped, name);
      return mapped;
    },
    toClient: (name) => clientNames.get(name) ?? name,
  };
}

/**
 * An id of a tool call as the target takes it: other vendors' ids can be longer, and one of them has the whole conversation
 * refused after a switch (decolua/9router#393, langgenius/dify#28987). The same id always gives the same.
 */
export function fitToolId(id: string, taken: Quirks['toolIds']): string {
  switch (taken) {
    case 'any':
      return id;
    case 'up-to-64':
      return id.length <= 64 ? id : `call_${hashText(id)}`;
    case 'up-to-40':
      return id.length <= 40 ? id : `call_${hashText(id)}`;
    case 'nine-alphanumerics':
      return toNineAlphanumerics(id);
  }
}

/** Mistral's ids are nine letters and digits (pitfall 41); the same id always gives the same nine. */
export function toNineAlphanumerics(id: string): string {
  return /^[A-Za-z0-9]{9}$/.test(id) ? id : hashText(id).slice(0, 9);
}

/** Sixteen hex digits by FNV-1a, twice with different seeds. Tells names apart; keeps no secret. */
function hashText(text: string): string {
  const half = (seed: number) => {
    let hash = seed;
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, '0');
  };
  return half(0x811c9dc5) + half(0x9e3779b9);
}

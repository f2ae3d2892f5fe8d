/** A `$NAME` whose variable is not set. */
export interface MissingVariable {
  path: (string | number)[];
  name: string;
}

export interface Expansion {
  value: unknown;
  missing: MissingVariable[];
  /** What was put in, by variable: these values may be secrets and are kept out of messages. */
  used: ReadonlyMap<string, string>;
}

const REFERENCE = /\$(?:\$|\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/**
 * Replaces `$NAME` and `${NAME}` in the strings of a config by the environment's values; `$$` stands for one dollar
 * sign. Names of properties and all that is below a provider's `keys` stay as they are.
 */
export function expandEnvironment(value: unknown, lookUp: (name: string) => string | undefined): Expansion {
  const missing: MissingVariable[] = [];
  const used = new Map<string, string>();

  const expandText = (text: string, path: (string | number)[]): string =>
    text.replace(REFERENCE, (whole, braced?: string, plain?: string) => {
      const name = braced ?? plain;
      if (name === undefined) return '$';
      const found = lookUp(name);
      if (found === undefined) {
        missing.push({ path, name });
        return whole;
      }
      used.set(name, found);
      return found;
    });

  const expand = (node: unknown, path: (string | number)[]): unknown => {
    if (isKeys(path)) return node;
    if (typeof node === 'string') return expandText(node, path);
    if (Array.isArray(node)) return node.map((item, index) => expand(item, [...path, index]));
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, item]) => [key, expand(item, [...path, key])]));
  };

  return { value: expand(value, []), missing, used };
}

/** `providers[n].keys` names variables itself. */
function isKeys(path: (string | number)[]): boolean {
  return path.length === 3 && path[0] === 'providers' && path[2] === 'keys';
}

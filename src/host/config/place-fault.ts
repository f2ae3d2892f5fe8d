import type { Node } from 'jsonc-parser';

export interface Place {
  /** The path as it stands in the file. */
  path: (string | number)[];
  offset: number;
}

/**
 * Where a schema path lies in the text: the value itself, or for something missing the object it is missing from.
 * A single value stands for a list of one, so an index 0 that the file does not have is left out; and a string for an object.
 */
export function placeFault(tree: Node, schemaPath: readonly PropertyKey[]): Place {
  let node: Node | undefined = tree;
  let offset = tree.offset;
  const path: (string | number)[] = [];
  for (const step of schemaPath) {
    if (typeof step === 'number' && node && node.type !== 'array') continue;
    if (typeof step === 'string' && node?.type === 'string') continue;
    path.push(typeof step === 'number' ? step : String(step));
    node = node && childAt(node, step);
    if (node) offset = node.offset;
  }
  return { path, offset };
}

/** Where the name of a property stands. */
export function placeName(tree: Node, objectPath: readonly PropertyKey[], name: string): Place {
  const { path } = placeFault(tree, objectPath);
  const object = path.reduce<Node | undefined>((node, step) => node && childAt(node, step), tree);
  const property = object?.children?.find((child) => child.children?.[0]?.value === name);
  return { path: [...path, name], offset: property?.offset ?? object?.offset ?? 0 };
}

/** `providers[0].baseUrl`, `routes.default`, `headers["x y"]`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** Line and column of an offset, both from 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function childAt(node: Node, step: PropertyKey): Node | undefined {
  if (node.type === 'array') return typeof step === 'number' ? node.children?.[step] : undefined;
  return node.children?.find((property) => property.children?.[0]?.value === step)?.children?.[1];
}

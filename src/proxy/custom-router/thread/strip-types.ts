import { FileFault } from './describe-fault';

type Transform = typeof import('sucrase').transform;

let transform: Transform | null = null;
let wanted = false;

/**
 * The source without its types, with each line where it was; `toCommonJs`: its imports as `require` too. Throws a {@link FileFault}
 * with the line of what cannot be read, and a plain Error before {@link loadStripper} has been called.
 */
export function stripTypes(path: string, source: string, toCommonJs: boolean): string {
  if (transform === null) {
    wanted = true;
    throw new Error('What takes the types out of TypeScript is not loaded yet.');
  }
  try {
    const transforms: Parameters<Transform>[1]['transforms'] = toCommonJs ? ['typescript', 'imports'] : ['typescript'];
    return transform(source, { transforms, disableESTransforms: true }).code;
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number } };
    throw new FileFault(`SyntaxError: ${message.replace(/\s*\(\d+:\d+\)$/, '')}`, path, loc?.line ?? null);
  }
}

/** True when a file has asked for it in vain: a router in JavaScript does without. */
export function isStripperMissing(): boolean {
  return wanted && transform === null;
}

export async function loadStripper(): Promise<void> {
  ({ transform } = await import('sucrase'));
}

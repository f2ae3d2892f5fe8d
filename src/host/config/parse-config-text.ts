import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';

/** Something wrong in the text. `path` names the place in the config, `offset` counts characters from the start. */
export interface TextFault {
  path: (string | number)[];
  offset: number;
  message: string;
}

export type ParsedText = { ok: true; value: unknown; tree: Node } | { ok: false; faults: TextFault[] };

const OPTIONS = { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false };

const SENTENCES: Record<string, string> = {
  InvalidCommentToken: 'Comments are not allowed in this file',
  PropertyNameExpected: 'A name in double quotes is expected here (a comma too many, perhaps)',
  ValueExpected: 'A value is expected here (a comma too many, perhaps)',
  ColonExpected: 'A colon is expected here',
  CommaExpected: 'A comma is expected here',
  CloseBraceExpected: 'A closing } is missing',
  CloseBracketExpected: 'A closing ] is missing',
  EndOfFileExpected: 'The file should end before this',
  InvalidNumberFormat: 'This number is not written as JSON wants it',
  UnexpectedEndOfString: 'A closing double quote is missing',
  UnexpectedEndOfNumber: 'This number is cut off',
  InvalidUnicode: 'This \\u sequence is not complete',
  InvalidEscapeCharacter: 'This character cannot follow a backslash; write a backslash as \\\\',
  InvalidCharacter: 'This character is not allowed inside a text; write it as an escape such as \\n or \\t',
  InvalidSymbol: 'This is not JSON; texts stand in double quotes',
};

/**
 * Reads strict JSON and keeps the tree, so that later faults can be placed. Comments, trailing commas and a name
 * given twice are faults; only the first syntax fault is returned, since those after it are mostly its echo.
 */
export function parseConfigText(text: string): ParsedText {
  if (text.trim() === '') return syntaxFault(0, 'The file is empty; it must hold at least { "version": 1 }');
  const errors: ParseError[] = [];
  let tree: Node | undefined;
  try {
    tree = parseTree(text, errors, OPTIONS);
  } catch {
    return syntaxFault(0, 'The file is nested too deeply');
  }
  const first = errors[0];
  if (first) return syntaxFault(first.offset, SENTENCES[printParseErrorCode(first.error)] ?? 'This is not JSON');
  if (!tree) return syntaxFault(0, 'This is not JSON');
  const duplicates = findDuplicates(tree, []);
  if (duplicates.length > 0) return { ok: false, faults: duplicates };
  try {
    return { ok: true, value: JSON.parse(text), tree };
  } catch {
    return syntaxFault(0, 'This is not JSON');
  }
}

function syntaxFault(offset: number, message: string): ParsedText {
  return { ok: false, faults: [{ path: [], offset, message }] };
}

function findDuplicates(node: Node, path: (string | number)[]): TextFault[] {
  const children = node.children ?? [];
  if (node.type === 'array') return children.flatMap((child, index) => findDuplicates(child, [...path, index]));
  if (node.type !== 'object') return [];
  const seen = new Set<string>();
  return children.flatMap((property) => {
    const [name, value] = property.children ?? [];
    if (!name || !value) return [];
    const key = String(name.value);
    const here = [...path, key];
    const twice = seen.has(key);
    seen.add(key);
    const inner = findDuplicates(value, here);
    return twice ? [{ path: here, offset: name.offset, message: 'is given twice; delete one of them' }, ...inner] : inner;
  });
}

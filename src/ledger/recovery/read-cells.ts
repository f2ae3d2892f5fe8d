import { readVarint } from './decode-record';
import type { PageFile } from './page-file';

/** A page of a tree, as https://sqlite.org/fileformat2.html#b_tree_pages has it. */
export interface TreePage {
  /** table: rows by number; index: records in their order, of an index or of a table WITHOUT ROWID. */
  kind: 'table' | 'index';
  /** Pages below this one. */
  children: number[];
  cells: Cell[];
  /** False when a cell or a child could not be read. */
  whole: boolean;
}

export interface Cell {
  /** The row's number; null in an index. */
  rowid: number | null;
  payload: Buffer;
}

const KINDS: Readonly<Record<number, { kind: TreePage['kind']; leaf: boolean }>> = {
  2: { kind: 'index', leaf: false },
  5: { kind: 'table', leaf: false },
  10: { kind: 'index', leaf: true },
  13: { kind: 'table', leaf: true },
};

/** Reads a page as one of a tree, with what lies on overflow pages. Null when it is none. */
export function readTreePage(pages: PageFile, number: number): TreePage | null {
  const page = pages.read(number);
  if (!page) return null;
  const start = number === 1 ? 100 : 0;
  const type = KINDS[page[start] ?? 0];
  if (!type) return null;
  const count = page.readUInt16BE(start + 3);
  const pointers = start + (type.leaf ? 8 : 12);
  if (pointers + count * 2 > page.length) return null;
  const result: TreePage = { kind: type.kind, children: [], cells: [], whole: true };
  if (!type.leaf) addChild(page.readUInt32BE(start + 8));
  for (let index = 0; index < count; index++) {
    let at = page.readUInt16BE(pointers + index * 2);
    if (at < pointers + count * 2 || at + 4 > page.length) {
      result.whole = false;
      continue;
    }
    if (!type.leaf) {
      addChild(page.readUInt32BE(at));
      at += 4;
    }
    if (type.kind === 'table' && !type.leaf) continue;
    const cell = readCell(pages, page, at, type.kind);
    if (cell) result.cells.push(cell);
    else result.whole = false;
  }
  return result;

  function addChild(child: number): void {
    if (child >= 1 && child <= pages.count) result.children.push(child);
    else result.whole = false;
  }
}

function readCell(pages: PageFile, page: Buffer, at: number, kind: TreePage['kind']): Cell | null {
  const length = readVarint(page, at);
  if (!length || length.value < 1 || length.value > pages.count * pages.pageSize) return null;
  let next = length.next;
  let rowid: number | null = null;
  if (kind === 'table') {
    const number = readVarint(page, next);
    if (!number) return null;
    rowid = number.value;
    next = number.next;
  }
  const here = countLocalBytes(length.value, page.length, kind);
  if (next + here + (here < length.value ? 4 : 0) > page.length) return null;
  const local = page.subarray(next, next + here);
  if (here === length.value) return { rowid, payload: local };
  const rest = readOverflow(pages, page.readUInt32BE(next + here), length.value - here);
  return rest && { rowid, payload: Buffer.concat([local, ...rest]) };
}

/** How much of a payload lies on the tree's own page; https://sqlite.org/fileformat2.html#cell_payload. */
function countLocalBytes(length: number, usable: number, kind: TreePage['kind']): number {
  const most = kind === 'table' ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  if (length <= most) return length;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((length - least) % (usable - 4));
  return wanted <= most ? wanted : least;
}

function readOverflow(pages: PageFile, first: number, length: number): Buffer[] | null {
  const parts: Buffer[] = [];
  let number = first;
  for (let left = length; left > 0; left -= pages.pageSize - 4) {
    const page = pages.read(number);
    if (!page) return null;
    parts.push(page.subarray(4, 4 + Math.min(left, page.length - 4)));
    number = page.readUInt32BE(0);
  }
  // A chain ends where the payload does.
  return number === 0 ? parts : null;
}

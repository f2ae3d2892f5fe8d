import { decodeRecord } from './decode-record';
import type { PageFile } from './page-file';
import { readTreePage, type Cell, type TreePage } from './read-cells';
import { fitRow, type SalvagedRow, type TableShape } from './table-shapes';

export interface Salvage {
  /** Rows as they are found; those whose place is known come first, so they win over what lies about. */
  rows: Generator<{ table: string; row: SalvagedRow }>;
  /** How many rows the table has had, by the fullest of its trees; complete when `rows` has ended. */
  countKnown(table: string): number;
}

interface Tree {
  /** The table, also of an index. */
  table: string;
  root: number;
  isTable: boolean;
}

/**
 * Takes rows out of the pages of a damaged ledger without asking SQLite, which gives up at the first bad page of a tree. First every tree
 * that the schema names; then, if any page of these or the schema itself could not be read, every page that belongs to none of them
 * and is not free, by the shape of its records.
 */
export function salvageRows(pages: PageFile, shapes: readonly TableShape[]): Salvage {
  const claimed = new Uint8Array(pages.count + 1);
  const counts = new Map<string, number>();
  let holes = false;

  function* walk(root: number): Generator<TreePage> {
    const due = [root];
    for (let number = due.pop(); number !== undefined; number = due.pop()) {
      if (claimed[number]) continue;
      const page = readTreePage(pages, number);
      if (!page?.whole) holes = true;
      if (!page) continue;
      claimed[number] = 1;
      due.push(...page.children.reverse());
      yield page;
    }
  }

  function* readTrees(): Salvage['rows'] {
    const trees = readSchema(walk(1));
    holes ||= !shapes.every((shape) => trees.some((tree) => tree.isTable && tree.table === shape.name));
    for (const { table, root, isTable } of trees) {
      const shape = isTable ? shapes.find(({ name }) => name === table) : undefined;
      let count = 0;
      for (const page of walk(root)) {
        count += page.cells.length;
        if (shape && page.kind === shape.kind) yield* fitRows([shape], page.cells);
      }
      counts.set(table, Math.max(counts.get(table) ?? 0, count));
    }
  }

  function* readStrays(): Salvage['rows'] {
    claimFreePages(pages, claimed);
    for (let number = 1; number <= pages.count; number++) {
      const page = claimed[number] ? null : readTreePage(pages, number);
      if (page)
        yield* fitRows(
          shapes.filter(({ kind }) => kind === page.kind),
          page.cells,
        );
    }
  }

  return {
    rows: (function* () {
      yield* readTrees();
      if (holes) yield* readStrays();
    })(),
    countKnown: (table) => counts.get(table) ?? 0,
  };
}

function* fitRows(shapes: readonly TableShape[], cells: readonly Cell[]): Salvage['rows'] {
  for (const { rowid, payload } of cells) {
    const values = decodeRecord(payload);
    if (!values) continue;
    // The widest first: a short record may look like the beginning of a long one, and not the other way round.
    const [best, rival] = shapes.flatMap((shape) => {
      const row = fitRow(shape, rowid, values);
      return row ? [{ table: shape.name, row, width: shape.columns.length }] : [];
    });
    // Of two tables that look alike nobody can say whose it is.
    if (best && best.width !== rival?.width) yield { table: best.table, row: best.row };
  }
}

/** Columns of sqlite_schema: type, name, tbl_name, rootpage, sql. */
function readSchema(walked: Iterable<TreePage>): Tree[] {
  const trees: Tree[] = [];
  for (const { cells } of walked) {
    for (const { payload } of cells) {
      const [type, , table, root] = decodeRecord(payload) ?? [];
      if (typeof table === 'string' && typeof root === 'number' && root > 1)
        trees.push({ table, root, isTable: type === 'table' });
    }
  }
  return trees;
}

/** Rows on free pages were deleted. https://sqlite.org/fileformat2.html#the_freelist */
function claimFreePages(pages: PageFile, claimed: Uint8Array): void {
  for (let trunk = pages.freeList; trunk > 0 && trunk <= pages.count && !claimed[trunk];) {
    claimed[trunk] = 1;
    const page = pages.read(trunk);
    if (!page) return;
    const leaves = Math.min(page.readUInt32BE(4), pages.pageSize / 4 - 2);
    for (let index = 0; index < leaves; index++) {
      const leaf = page.readUInt32BE(8 + index * 4);
      if (leaf <= pages.count) claimed[leaf] = 1;
    }
    trunk = page.readUInt32BE(0);
  }
}

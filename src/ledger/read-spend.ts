import type { BudgetScope } from '../shared/config/budget-config';
import type { Spend, SpendQuery } from '../shared/model/budget';
import type { DimensionFilter } from '../shared/model/exchange-filter';
import { HOUR_MS } from './figures/buckets';
import { AT, MEASURE_COUNT } from './figures/measures';
import { PAGES, readPages } from './figures/page-tables';
import { createCellScan } from './figures/scan-pages';
import type { Database } from './open-database';

/**
 * What ended exchanges of a span cost in real money, of all or of a scope: a project with what lies below it. It comes from the sums by hour, so that requests
 * that were deleted since are in it. An hour counts where its middle lies; the windows of budgets are made of whole hours.
 */
export function readSpend(database: Database, { scope, from, before, takesKeyless = false }: SpendQuery): Spend {
  const pages = readPages(database, PAGES.plain.hours, from - HOUR_MS / 2, before - HOUR_MS / 2);
  const scanCells = createCellScan(database, { playMoney: false, where: toFilter(database, scope, takesKeyless) });
  const sums = new Float64Array(MEASURE_COUNT);
  scanCells(pages, (_, reader) => {
    reader.addSums(sums);
    return true;
  });
  return { spent: sums[AT.costTotal]!, unpriced: sums[AT.unpriced]! };
}

function toFilter(database: Database, scope: BudgetScope, takesKeyless: boolean): DimensionFilter {
  const { route, provider, key, project } = scope;
  const ownKey = `${provider} ${key}`;
  return {
    ...(route !== undefined && { route: [route] }),
    ...(provider !== undefined && { provider: [provider] }),
    ...(key !== undefined && { key: takesKeyless ? [ownKey, null] : [ownKey] }),
    ...(project !== undefined && { project: listProjectsBelow(database, project) }),
  };
}

/** The folder and those in it, on any system, in which requests were ever made. */
function listProjectsBelow(database: Database, project: string): string[] {
  const rows = database
    .prepare(
      `SELECT value FROM figure_values WHERE dimension = 'project'
         AND (value = :project OR substr(value, 1, length(:project) + 1) IN (:project || '/', :project || '\\'))`,
    )
    .all({ project: project.replace(/[/\\]+$/, '') }) as { value: string }[];
  return rows.map(({ value }) => value);
}

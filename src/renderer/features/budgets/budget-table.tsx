import clsx from 'clsx';
import type { BudgetScope } from '../../../shared/config/budget-config';
import type { BudgetSummary } from '../../../shared/ipc/budget-calls';
import { describeScope, describeWindowEnd } from '../../../shared/model/describe-budget';
import { formatSum } from '../../../shared/model/format-money';
import { toNanoDollars } from '../../../shared/model/money';
import { countOf } from '../../format/format-tokens';
import { formatHash } from '../../navigation/view';
import { RouteGlyph } from '../../ui/route-glyph';
import table from '../../ui/table.module.css';
import { Tag } from '../../ui/tag';
import { Unknown } from '../../ui/unknown';
import { BudgetMeter } from './budget-meter';
import { describeSteps, formatUntil } from './budget-words';
import styles from './budget-table.module.css';

interface BudgetTableProps {
  budgets: readonly BudgetSummary[];
  selectedName: string | null;
  /** Epoch ms. */
  now: number;
}

/** The budgets with how they stand. */
export function BudgetTable({ budgets, selectedName, now }: BudgetTableProps) {
  return (
    <table className={clsx(table.table, styles.budgets)}>
      <colgroup>
        <col className={styles.name} />
        <col className={styles.scope} />
        <col className={styles.window} />
        <col />
        <col className={styles.money} />
        <col className={styles.money} />
        <col className={clsx(styles.money, styles.wide)} />
        <col className={styles.until} />
        <col className={clsx(styles.steps, styles.wide)} />
      </colgroup>
      <thead>
        <tr>
          <th>Budget</th>
          <th>Counts</th>
          <th>Each</th>
          <th>Used</th>
          <th className={table.number}>Spent, $</th>
          <th className={table.number}>Limit, $</th>
          <th className={clsx(table.number, styles.wide)}>Left, $</th>
          <th className={table.number}>Anew in</th>
          <th className={styles.wide}>Steps, %</th>
        </tr>
      </thead>
      <tbody>
        {budgets.map((summary) => (
          <BudgetRow key={summary.budget.name} summary={summary} selected={summary.budget.name === selectedName} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function BudgetRow({ summary, selected, now }: { summary: BudgetSummary; selected: boolean; now: number }) {
  const { budget, state } = summary;
  const { name, per, limit, scope, steps } = budget;
  const left = state === null ? null : state.limit - state.spent - state.reserved;
  return (
    <tr className={clsx(styles.row, selected && styles.selected, !budget.enabled && styles.off)}>
      <td>
        <a href={formatHash({ page: 'budgets', name })} className={styles.link} aria-current={selected} title={name}>
          <span className={clsx('cut', table.strong)}>{name}</span>
          {!budget.enabled && <Tag>off</Tag>}
          {state?.complete === false && (
            <Tag title="What earlier runs spent could not be read: it counts from this start.">since start</Tag>
          )}
        </a>
      </td>
      <td>
        <Scope scope={scope} />
      </td>
      <td className={table.subtle}>{per}</td>
      <td>{state && <BudgetMeter state={state} steps={steps} />}</td>
      <td className={clsx(table.number, table.strong)}>
        {state === null ? <Unknown why={budget.enabled ? 'Not known yet' : 'It is switched off'} /> : formatSum(state.spent)}
        {state !== null && state.unpriced > 0 && (
          <span
            className={table.subtle}
            title={`${countOf(state.unpriced, 'answer')} without a known price; the sum leaves them out.`}
          >
            {' '}
            +?
          </span>
        )}
      </td>
      <td className={clsx(table.number, table.subtle)}>{formatSum(toNanoDollars(limit))}</td>
      <td className={clsx(table.number, styles.wide, left !== null && left <= 0 && styles.usedUp)}>
        {left === null ? <Unknown why="Not known" /> : left <= 0 ? 'used up' : formatSum(left)}
      </td>
      <td className={clsx(table.number, table.subtle)} title={state ? describeWindowEnd(per, state.windowEnd) : undefined}>
        {state ? formatUntil(state.windowEnd, now) : <Unknown why="Not known" />}
      </td>
      <td className={clsx(table.subtle, styles.wide)} title={describeSteps(steps)}>
        {describeSteps(steps)}
      </td>
    </tr>
  );
}

function Scope({ scope }: { scope: BudgetScope }) {
  const words = describeScope(scope);
  return (
    <span className={styles.scopeWords} title={words}>
      {scope.route !== undefined && <RouteGlyph route={scope.route} />}
      <span className="cut">{words}</span>
    </span>
  );
}

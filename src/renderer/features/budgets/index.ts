export type { EditorTarget } from './budget-editor';
export { BudgetsPage } from './budgets-page';

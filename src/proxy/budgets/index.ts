/** The budgets, as far as the pipeline uses them. */
export { createBudgetKeeper, type BudgetKeeper } from './budget-keeper';
export type { BudgetLook, BudgetTab } from './budget-tab';
export { explainObstacle, refuseForBudget } from './explain-budget';

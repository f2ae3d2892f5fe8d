import type { Budget, BudgetAction, BudgetWindow } from '../../../shared/config/budget-config';
import type { BudgetInput } from '../../../shared/ipc/budget-calls';
import type { Scenario } from '../../../shared/model/scenario';

export interface StepDraft {
  /** In percent, as it is typed. */
  at: string;
  then: BudgetAction;
}

/** A budget as it stands in the form. */
export interface BudgetDraft {
  /** Null for a new one. */
  previousName: string | null;
  name: string;
  /** In dollars, as it is typed. */
  limit: string;
  per: BudgetWindow;
  route: Scenario | null;
  provider: string | null;
  key: string | null;
  project: string;
  steps: StepDraft[];
  enabled: boolean;
}

/** In words, by field; those of the steps by their place, null where nothing is wrong. */
export interface DraftErrors extends Partial<Record<'name' | 'limit' | 'project', string>> {
  steps?: (string | null)[];
}

const LONGEST_NAME = 80;
const HIGHEST_LIMIT = 1_000_000_000;
/** A path from the root, or from the home folder. */
const WHOLE_PATH = /^(?:\/|~$|~[/\\]|[A-Za-z]:[/\\]|\\\\)/;

/** The steps that a budget begins with, as in a config that names none. */
const USUAL_STEPS: readonly StepDraft[] = [
  { at: '50', then: 'notify' },
  { at: '80', then: 'notify' },
  { at: '100', then: 'block' },
];

export type ReadyBudget = 'daily' | 'monthly' | 'blank';

/** A new budget, with a name that no other has. */
export function draftFromReady(ready: ReadyBudget, takenNames: readonly string[]): BudgetDraft {
  const { name, limit, per } = {
    daily: { name: 'Daily', limit: '5', per: 'day' as const },
    monthly: { name: 'Monthly', limit: '100', per: 'month' as const },
    blank: { name: '', limit: '', per: 'month' as const },
  }[ready];
  return {
    previousName: null,
    name: name === '' ? '' : findFreeName(name, takenNames),
    limit,
    per,
    route: null,
    provider: null,
    key: null,
    project: '',
    steps: [...USUAL_STEPS],
    enabled: true,
  };
}

/** The form for a budget that there is. */
export function draftFromBudget({ name, limit, per, scope, steps, enabled }: Budget): BudgetDraft {
  return {
    previousName: name,
    name,
    limit: String(limit),
    per,
    route: scope.route ?? null,
    provider: scope.provider ?? null,
    key: scope.key ?? null,
    project: scope.project ?? '',
    steps: steps.map(({ at, then }) => ({ at: String(at), then })),
    enabled,
  };
}

/** What is wrong with a draft, by field, in words. Empty when it can be saved. */
export function checkDraft(draft: BudgetDraft, takenNames: readonly string[]): DraftErrors {
  const errors: DraftErrors = {};
  const name = draft.name.trim();
  if (name === '') errors.name = 'Give it a name; messages call it by that.';
  else if (name.length > LONGEST_NAME) errors.name = `Use ${LONGEST_NAME} characters or less.`;
  else if (name !== draft.previousName && takenNames.includes(name))
    errors.name = `Another budget is called "${name}". Names must differ.`;
  const limit = parseFigure(draft.limit);
  if (limit === null || limit <= 0 || limit > HIGHEST_LIMIT)
    errors.limit = 'Write a sum of dollars above 0, for example 5 or 12.50.';
  const project = draft.project.trim();
  if (project !== '' && !WHOLE_PATH.test(project)) errors.project = 'Write a whole path, for example /home/ann/work or ~/work.';
  const steps = draft.steps.map(({ at }, index) => checkStep(at, draft.steps.slice(0, index)));
  if (steps.some((error) => error !== null)) errors.steps = steps;
  return errors;
}

function checkStep(at: string, before: readonly StepDraft[]): string | null {
  const share = parseFigure(at);
  if (share === null || share <= 0 || share > 100) return 'Write a share from 1 to 100 %.';
  return before.some((step) => parseFigure(step.at) === share) ? `There is a step at ${share} % already.` : null;
}

/** What goes to the main process. Call it with a draft that was checked. */
export function toBudgetInput(draft: BudgetDraft): BudgetInput {
  const { previousName, per, route, provider, key, enabled } = draft;
  const project = draft.project.trim();
  return {
    previousName,
    budget: {
      name: draft.name.trim(),
      enabled,
      limit: parseFigure(draft.limit) ?? 0,
      per,
      scope: {
        ...(route !== null && { route }),
        ...(provider !== null && { provider }),
        ...(provider !== null && key !== null && { key }),
        ...(project !== '' && { project }),
      },
      steps: draft.steps.map(({ at, then }) => ({ at: parseFigure(at) ?? 0, then })).sort((a, b) => a.at - b.at),
    },
  };
}

/** A budget of $20 a month for each of these providers that has none of its own yet. */
export function budgetsForProviders(
  providers: readonly { id: string; name: string }[],
  budgets: readonly Budget[],
): BudgetInput[] {
  const names = budgets.map(({ name }) => name);
  return providers
    .filter(({ id }) => !budgets.some(({ scope }) => scope.provider === id))
    .map(({ id, name }) => {
      const free = findFreeName(name, names);
      names.push(free);
      return toBudgetInput({ ...draftFromReady('monthly', []), name: free, limit: '20', provider: id });
    });
}

/** A plain figure with a point or a comma for its fraction; null for anything else. */
function parseFigure(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

function findFreeName(name: string, takenNames: readonly string[]): string {
  let free = name;
  for (let number = 2; takenNames.includes(free); number += 1) free = `${name} ${number}`;
  return free;
}

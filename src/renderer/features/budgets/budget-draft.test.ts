import { expect, it } from 'vitest';
import { Budget } from '../../../shared/config/budget-config';
import { budgetsForProviders, checkDraft, draftFromBudget, draftFromReady, toBudgetInput } from './budget-draft';

const budget = Budget.parse({
  name: 'Work',
  limit: 12.5,
  per: 'week',
  scope: { route: 'think', provider: 'openrouter', key: 'env:A', project: '~/work' },
  steps: [
    { at: 80, then: 'next-target' },
    { at: 100, then: 'block' },
  ],
});

it('gives back the budget that it was made of', () => {
  expect(toBudgetInput(draftFromBudget(budget))).toEqual({ previousName: 'Work', budget });
});

it('begins with a name that is free, and can be saved as it is', () => {
  const draft = draftFromReady('daily', ['Daily', 'Daily 2']);
  expect(draft.name).toBe('Daily 3');
  expect(checkDraft(draft, ['Daily', 'Daily 2'])).toEqual({});
  expect(toBudgetInput(draft).budget).toMatchObject({
    limit: 5,
    per: 'day',
    scope: {},
    steps: [{ at: 50 }, { at: 80 }, { at: 100 }],
  });
});

it('says what is wrong beside each field', () => {
  const draft = { ...draftFromBudget(budget), name: ' ', limit: '0', project: 'work' };
  expect(
    checkDraft(
      {
        ...draft,
        steps: [
          { at: '0', then: 'block' },
          { at: '80', then: 'block' },
          { at: '80', then: 'notify' },
        ],
      },
      [],
    ),
  ).toEqual({
    name: 'Give it a name; messages call it by that.',
    limit: 'Write a sum of dollars above 0, for example 5 or 12.50.',
    project: 'Write a whole path, for example /home/ann/work or ~/work.',
    steps: ['Write a share from 1 to 100 %.', null, 'There is a step at 80 % already.'],
  });
  expect(checkDraft({ ...draftFromBudget(budget), name: 'Other' }, ['Other', 'Work']).name).toBe(
    'Another budget is called "Other". Names must differ.',
  );
  expect(checkDraft(draftFromBudget(budget), ['Other', 'Work'])).toEqual({});
});

it.each(['1e3', '-5', '5 dollars', '', '1.2.3'])('takes no %j for a sum', (limit) => {
  expect(checkDraft({ ...draftFromBudget(budget), limit }, []).limit).toBeDefined();
});

it('reads a comma as a point, and orders the steps', () => {
  const draft = { ...draftFromBudget(budget), limit: '7,25', steps: [...draftFromBudget(budget).steps].reverse() };
  expect(toBudgetInput(draft).budget).toMatchObject({ limit: 7.25, steps: [{ at: 80 }, { at: 100 }] });
});

it('keeps no key without its provider', () => {
  expect(toBudgetInput({ ...draftFromBudget(budget), provider: null }).budget.scope).toEqual({
    route: 'think',
    project: '~/work',
  });
});

it('makes a budget for each provider that has none, with names that differ', () => {
  const inputs = budgetsForProviders(
    [
      { id: 'openrouter', name: 'OpenRouter' },
      { id: 'a', name: 'Work' },
      { id: 'b', name: 'Work' },
    ],
    [budget],
  );
  expect(inputs.map((input) => [input.budget.name, input.budget.scope, input.budget.limit, input.budget.per])).toEqual([
    ['Work 2', { provider: 'a' }, 20, 'month'],
    ['Work 3', { provider: 'b' }, 20, 'month'],
  ]);
});

import { expect, it } from 'vitest';
import { Budget } from '../../shared/config/budget-config';
import type { ConfigFile } from '../../shared/config/config-schema';
import { dropBudget, putBudget } from './edit-budgets';

const budget = (name: string, limit = 5) => Budget.parse({ name, limit, per: 'day' });

const FILE: ConfigFile = {
  version: 1,
  budgets: [budget('One'), budget('Two'), budget('Three')],
  rules: [
    { when: { budget: { name: 'Two', reached: 80 } }, then: { route: 'background' } },
    { when: { effort: 'low' }, not: { budget: { name: 'Two', reached: 50 } }, then: { route: 'background' } },
    { then: { route: 'default' } },
  ],
};

const names = (file: ConfigFile) => file.budgets?.map(({ name }) => name);

it('adds a budget at the end, also where there was none', () => {
  expect(names(putBudget(FILE, { previousName: null, budget: budget('Four') }))).toEqual(['One', 'Two', 'Three', 'Four']);
  expect(names(putBudget({ version: 1 }, { previousName: null, budget: budget('Four') }))).toEqual(['Four']);
});

it('keeps the place of a budget that is renamed, and rules that ask for it follow', () => {
  const file = putBudget(FILE, { previousName: 'Two', budget: budget('Second', 9) });
  expect(file.budgets).toMatchObject([{ name: 'One' }, { name: 'Second', limit: 9 }, { name: 'Three' }]);
  expect(file.rules).toEqual([
    { when: { budget: { name: 'Second', reached: 80 } }, then: { route: 'background' } },
    { when: { effort: 'low' }, not: { budget: { name: 'Second', reached: 50 } }, then: { route: 'background' } },
    { then: { route: 'default' } },
  ]);
});

it('refuses a name that another one has, and a change of one that is gone', () => {
  const taken = { code: 'input-invalid', message: 'There is a budget "One" already.' };
  expect(() => putBudget(FILE, { previousName: null, budget: budget('One') })).toThrow(expect.objectContaining(taken));
  expect(() => putBudget(FILE, { previousName: 'Two', budget: budget('One') })).toThrow(expect.objectContaining(taken));
  const gone = { code: 'budget-unknown', message: 'There is no budget "Ten" any more.' };
  expect(() => putBudget(FILE, { previousName: 'Ten', budget: budget('Ten') })).toThrow(expect.objectContaining(gone));
  expect(() => dropBudget(FILE, 'Ten')).toThrow(expect.objectContaining(gone));
});

it('takes a budget out', () => {
  expect(names(dropBudget(FILE, 'Two'))).toEqual(['One', 'Three']);
});

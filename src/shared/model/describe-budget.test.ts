import { expect, it } from 'vitest';
import type { BudgetScope, BudgetWindow } from '../config/budget-config';
import { describeScope, describeWindowEnd } from './describe-budget';

it.each<[BudgetWindow, number, string]>([
  ['hour', new Date(2026, 5, 12, 15).getTime(), 'at 15:00'],
  ['day', new Date(2026, 5, 17).getTime(), 'on Wednesday at 00:00'],
  ['week', new Date(2026, 5, 15).getTime(), 'on Monday at 00:00'],
  ['month', new Date(2026, 6, 1).getTime(), 'on 1 July at 00:00'],
])('says when a budget of a %s starts anew', (per, end, words) => {
  expect(describeWindowEnd(per, end)).toBe(words);
});

it.each<[BudgetScope, string]>([
  [{}, 'All requests'],
  [{ route: 'think' }, 'route think'],
  [{ provider: 'deepseek', key: 'env:WORK_KEY' }, 'provider deepseek, key env WORK_KEY'],
  [{ route: 'default', project: '~/work' }, 'route default, project ~/work'],
])('says what it counts: %j', (scope, words) => {
  expect(describeScope(scope)).toBe(words);
});

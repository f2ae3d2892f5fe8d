import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RuleConfig, Rules } from '../../../shared/config/rule-config';

describe('the page on rules', () => {
  const page = readFileSync('docs/rules.md', 'utf8');
  const ofTable = [...page.matchAll(/`(\{ "(?:when|then)".*\})` /g)].map(([, text]) => JSON.parse(text ?? '') as unknown);

  it('has examples that can be used as they stand', () => {
    const [, example] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
    expect(Rules.parse((JSON.parse(example ?? '') as { rules: unknown }).rules)).toHaveLength(5);
    expect(ofTable).toHaveLength(8);
    for (const rule of ofTable) expect(RuleConfig.safeParse(rule).error).toBeUndefined();
  });

  it('tells every condition and every outcome', () => {
    const { when, then } = RuleConfig.shape;
    for (const name of Object.keys({ ...when.unwrap().shape, ...then.shape })) expect(page).toContain(`| \`${name}\``);
  });
});

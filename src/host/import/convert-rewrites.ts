import { Effort } from '../../shared/model/quirks';
import type { FindTarget } from './find-target';
import type { SourcePath } from './import-report';
import type { ImportedRule } from './imported-rule';
import { isSourceObject, type SourceObject } from './source-object';
import { isLimit, isTemperature } from './target-overrides';

/** What the rewrites of a rule of Claude Code Router 3 come to. */
export interface ConvertedRewrites {
  /** `provider/model`; null where the model stays. */
  target: string | null;
  rewrite: NonNullable<ImportedRule['then']['rewrite']>;
  /** For the target. */
  temperature: number | null;
  /** What became of each: its place, and what is to be said of it. */
  lines: { path: SourcePath; problem: string | null; note: string }[];
}

/** Reads `rewrites`, else `rewrite`, else `target`: one of the three counts, as in Claude Code Router. */
export function convertRewrites(rule: SourceObject, path: SourcePath, find: FindTarget): ConvertedRewrites {
  const converted: ConvertedRewrites = { target: null, rewrite: {}, temperature: null, lines: [] };
  const inList = Array.isArray(rule.rewrites) ? (rule.rewrites as unknown[]) : [];
  const items: [unknown, SourcePath][] = inList.map((item, index) => [item, [...path, 'rewrites', index]]);
  if (items.length === 0 && rule.rewrite !== undefined) items.push([rule.rewrite, [...path, 'rewrite']]);
  if (items.length === 0 && rule.target !== undefined) {
    items.push([{ key: 'request.body.model', operation: 'set', value: rule.target }, [...path, 'target']]);
  }
  for (const [item, here] of items) converted.lines.push({ path: here, ...convertRewrite(item, find, converted) });
  return converted;
}

function convertRewrite(item: unknown, find: FindTarget, converted: ConvertedRewrites): { problem: string | null; note: string } {
  const { key, operation = 'set', value } = isSourceObject(item) ? item : ({} as SourceObject);
  const field = /^request\.(?:body\.)?(?!headers?\.)(.+)$/.exec(String(key).trim())?.[1];
  const refuse = (problem: string) => ({ problem, note: '' });
  if (operation !== 'set' || field === undefined)
    return refuse('Switchyard’s rules change only model, effort, limit and temperature.');
  if (field === 'model') {
    const found = find(value);
    if ('problem' in found) return refuse(found.problem);
    converted.target = found.target;
    return { problem: null, note: found.note };
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if ((field === 'max_tokens' || field === 'max_completion_tokens') && isLimit(number)) {
    converted.rewrite.maxTokens = number;
    return { problem: null, note: '' };
  }
  if (field === 'temperature' && isTemperature(number)) {
    converted.temperature = number;
    return { problem: null, note: 'It holds for the targets of the rule.' };
  }
  const effort = Effort.safeParse(value);
  if (/^(output_config\.effort|reasoning\.effort|reasoning_effort)$/.test(field) && effort.success) {
    converted.rewrite.effort = effort.data;
    return { problem: null, note: '' };
  }
  return refuse('Switchyard’s rules change only model, effort, limit and temperature.');
}

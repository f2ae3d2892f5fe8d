import type { TargetConfig } from '../../../shared/config/route-config';
import type { DecisionStep } from '../../../shared/model/decision';
import type { Effort } from '../../../shared/model/quirks';
import type { RequestSummary } from '../../../shared/model/request-summary';
import type { Scenario } from '../../../shared/model/scenario';
import type { Situation } from '../../../shared/model/situation';
export interface RequestChanges {
  model?: string;
  effort?: Effort;
  maxTokens?: number;
}
export type CompiledRule = { name: string };
export function applyRules(
  _r: readonly CompiledRule[],
  _s: RequestSummary,
  _k: Scenario,
  _si: Situation,
  _n: number,
): {
  steps: DecisionStep[];
  action:
    | { kind: 'route'; route: Scenario }
    | { kind: 'targets'; targets: readonly TargetConfig[] }
    | { kind: 'block'; message: string; rule: string }
    | null;
  changes: RequestChanges;
} {
  return { steps: [], action: null, changes: {} };
}

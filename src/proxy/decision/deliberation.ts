import type { TargetConfig } from '../../shared/config/route-config';
import type { DecisionStage, DecisionStep, StepOutcome } from '../../shared/model/decision';
import type { RequestSummary } from '../../shared/model/request-summary';
import type { Scenario } from '../../shared/model/scenario';
import type { Situation } from '../../shared/model/situation';
import type { RouterAdvice } from '../custom-router';
import type { CompiledSettings } from '../pipeline/exchange';
import type { Rewrite } from '../../shared/config/rule-config';
import { classify, type Classification } from './classify';
import type { TargetFigures } from './target-figures';

/** All that a decision depends on; two of the same have the same answer. */
export interface Question {
  settings: CompiledSettings;
  summary: RequestSummary;
  situation: Situation;
  /** Epoch ms. */
  now: number;
  /** Parts conversations from each other where the request names none: the request's id. */
  seed: string;
  /** What the user's own router says; undefined where there is none. */
  advice: RouterAdvice | undefined;
  figures: Pick<TargetFigures, 'firstTokenMs' | 'answerTokens'>;
}

/** A decision on its way: each stage may add to it. */
export interface Deliberation extends Omit<Question, 'summary'> {
  /** With the changes of rules. */
  summary: RequestSummary;
  changes: Rewrite;
  steps: DecisionStep[];
  /** The sentences that the log shows. */
  reasons: string[];
  /** Of the summary as it is now; null until it is asked for. */
  classification: Classification | null;
}

/** What kind of request it is, found once for all stages. */
export function classifyOnce(deliberation: Deliberation): Classification {
  return (deliberation.classification ??= classify(deliberation.summary, deliberation.settings.source.config.routes));
}

/** Where a stage sends the request. */
export type Destination =
  /** To a scenario's route. */
  | { kind: 'route'; route: Scenario }
  /** To these and, where they can't hold it, to longContext. */
  | { kind: 'targets'; targets: readonly TargetConfig[] }
  /** To this one and, where it fails, to the route. */
  | { kind: 'preferred'; target: string; route: Scenario }
  /** To this one and nobody else: the client named it. */
  | { kind: 'only'; target: string }
  | { kind: 'blocked'; message: string };

/** Keeps what became of a stage; all but those that say nothing of this request get into the log's reason. */
export function note(
  { steps, reasons }: Deliberation,
  stage: DecisionStage,
  name: string | null,
  outcome: StepOutcome,
  why: string,
): void {
  steps.push({ stage, name, outcome, why });
  if (outcome !== 'no-match' && outcome !== 'off') reasons.push(why);
}

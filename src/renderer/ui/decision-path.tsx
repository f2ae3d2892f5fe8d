import { useId, useState, type CSSProperties } from 'react';
import clsx from 'clsx';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { DecisionStage, DecisionStep, StepOutcome } from '../../shared/model/decision';
import { Scenario } from '../../shared/model/scenario';
import { MiddleCut } from './middle-cut';
import type { PathTarget } from './path-targets';
import { RouteGlyph } from './route-glyph';
import { routeColor, type RouteKey } from './route-order';
import styles from './decision-path.module.css';

interface DecisionPathProps {
  /** All that were asked, in order. */
  steps: readonly DecisionStep[];
  targets: readonly PathTarget[];
  /** In whose colour the path is drawn. */
  route: RouteKey;
}

/** The way of a decision: who was asked, what each said, and the targets at its end. Those that it did not concern are folded away. */
export function DecisionPath({ steps, targets, route }: DecisionPathProps) {
  const [unfolded, setUnfolded] = useState(false);
  const listId = useId();
  const telling = steps.filter(({ outcome }) => outcome !== 'no-match');
  const others = steps.length - telling.length;
  return (
    <div style={{ '--route': routeColor(route) } as CSSProperties}>
      <ol id={listId} className={styles.path} aria-label="Steps of the decision">
        {(unfolded ? steps : telling).map((step, index) => (
          <Step key={`${index} ${step.stage} ${step.name}`} step={step} />
        ))}
        {targets.map((target) => (
          <TargetStop key={`${target.target} ${target.state}`} target={target} place={placeOf(target, targets)} />
        ))}
      </ol>
      {others > 0 && (
        <button
          type="button"
          className={styles.fold}
          aria-expanded={unfolded}
          aria-controls={listId}
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded ? <ChevronDown size={12} /> : <ChevronRight size={12} />}
          {others === 1 ? '1 other did not apply' : `${others} others did not apply`}
        </button>
      )}
    </div>
  );
}

function Step({ step }: { step: DecisionStep }) {
  const scenario = step.stage === 'scenario' ? Scenario.safeParse(step.name).data : undefined;
  return (
    <li className={clsx(styles.stop, styles[step.outcome])}>
      <span className={styles.head}>
        {scenario && <RouteGlyph route={scenario} />}
        <span className={clsx('cut', styles.name)}>{nameStep(step)}</span>
        <span className={styles.outcome}>{OUTCOMES[step.outcome]}</span>
      </span>
      <span className={styles.why}>{step.why}</span>
    </li>
  );
}

function TargetStop({ target: { target, state, why }, place }: { target: PathTarget; place: number | null }) {
  return (
    <li className={clsx(styles.stop, state === 'candidate' && place === 1 ? styles.applied : styles[state])}>
      <span className={styles.head}>
        {place !== null && <span className={styles.ordinal}>{place}</span>}
        <span className={clsx(styles.name, styles.target)}>
          <MiddleCut text={target} />
        </span>
        <span className={styles.outcome}>{describeState(state, place)}</span>
      </span>
      {why !== null && <span className={styles.why}>{why}</span>}
    </li>
  );
}

/** Its place among those that are asked, from 1; null for one that is not. */
function placeOf(target: PathTarget, targets: readonly PathTarget[]): number | null {
  if (target.state === 'passed-over') return null;
  return targets.filter(({ state }) => state !== 'passed-over').indexOf(target) + 1;
}

function describeState(state: PathTarget['state'], place: number | null): string {
  if (state === 'passed-over') return 'passed over';
  if (state === 'resting') return 'rests';
  return place === 1 ? 'first' : 'fallback';
}

const OUTCOMES: Record<StepOutcome, string> = {
  applied: 'applied',
  changed: 'changed the request',
  'no-match': 'did not apply',
  'passed-over': 'passed over',
  fault: 'failed',
  off: 'off',
};

const STAGES: Record<Exclude<DecisionStage, 'rule' | 'scenario'>, string> = {
  pause: 'Pause',
  pin: 'Pin',
  'custom-router': 'Custom router',
  'explicit-model': 'Model asked for',
  'subagent-tag': 'Agent’s tag',
};

function nameStep({ stage, name }: DecisionStep): string {
  if (stage === 'rule') return `Rule “${name ?? ''}”`;
  return stage === 'scenario' ? (name ?? 'default') : STAGES[stage];
}

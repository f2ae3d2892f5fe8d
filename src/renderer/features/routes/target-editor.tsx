import { ArrowLeft, ArrowRight } from 'lucide-react';
import { splitTarget } from '../../../shared/config/config-schema';
import type { BreakerSummary } from '../../../shared/model/breaker-summary';
import { findKeyProblem, type ProviderSummary } from '../../../shared/model/provider';
import { Button } from '../../ui/button';
import { RestLine } from '../../ui/rest-line';
import { StatusMark } from '../../ui/status-mark';
import { TextLink } from '../../ui/text-link';
import { TargetPicker } from './target-picker';
import styles from './target-editor.module.css';

interface TargetEditorProps {
  targets: readonly string[];
  index: number;
  /** False where the route's strategy says who is asked first. */
  ordered: boolean;
  providers: readonly ProviderSummary[];
  /** What of this target rests now. */
  breakers: readonly BreakerSummary[];
  onForget(breaker: BreakerSummary): void;
  onMove(step: -1 | 1): void;
  onRemove(): void;
  onReplace(target: string): void;
}

/** One target of a route: its place, its provider's state, and what it can be changed to. */
export function TargetEditor({
  targets,
  index,
  ordered,
  providers,
  breakers,
  onForget,
  onMove,
  onRemove,
  onReplace,
}: TargetEditorProps) {
  const target = targets[index] ?? '';
  const { providerId, model } = splitTarget(target);
  const provider = providers.find(({ id }) => id === providerId);
  const keyProblem = findKeyProblem(provider?.keys ?? []);
  return (
    <div className={styles.editor}>
      <div className={styles.about}>
        <p>
          <span className={styles.model}>{model}</span> at{' '}
          <TextLink to={{ page: 'providers', providerId }}>{provider?.name ?? providerId}</TextLink>
          {ordered && (
            <span className={styles.place}>{index === 0 ? ', asked first' : `, asked when ${describeBefore(index)} failed`}</span>
          )}
        </p>
        {keyProblem !== null && (
          <p className={styles.problem}>
            <StatusMark mark="failed" />
            {keyProblem}
          </p>
        )}
        {provider && !provider.models.includes(model) && (
          <p className={styles.problem}>
            <StatusMark mark="warning" />
            {model} is not among the models listed for {provider.name}.
          </p>
        )}
      </div>
      {breakers.map((breaker) => (
        <RestLine key={breaker.name} breaker={breaker} onForget={() => onForget(breaker)} />
      ))}
      <TargetPicker key={target} targets={targets} providers={providers} label="Change it to" onPick={onReplace} />
      <div className={styles.actions}>
        <Button size="small" icon={<ArrowLeft size={12} />} disabled={index === 0} onClick={() => onMove(-1)}>
          Earlier
        </Button>
        <Button size="small" icon={<ArrowRight size={12} />} disabled={index === targets.length - 1} onClick={() => onMove(1)}>
          Later
        </Button>
        <Button size="small" variant="danger" onClick={onRemove}>
          Remove {model}
        </Button>
      </div>
    </div>
  );
}

function describeBefore(index: number): string {
  return index === 1 ? 'target 1 has' : `targets 1 to ${index} have`;
}

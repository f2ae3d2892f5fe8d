import { useRef, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import clsx from 'clsx';
import { Plus } from 'lucide-react';
import { splitTarget } from '../../../shared/config/config-schema';
import type { ProviderSummary } from '../../../shared/model/provider';
import { countOf } from '../../format/format-tokens';
import { RouteGlyph } from '../../ui/route-glyph';
import { MiddleCut } from '../../ui/middle-cut';
import { moveTarget, removeTarget } from './edit-targets';
import { TargetEditor } from './target-editor';
import { TargetPicker } from './target-picker';
import styles from './route-lane.module.css';

interface RouteLaneProps {
  targets: readonly string[];
  providers: readonly ProviderSummary[];
  /** Null while the ledger has not been read. */
  requestsToday: number | null;
  passing: number;
  onChange(targets: string[]): void;
}

/** What is being edited: a target by its place, a new one, or nothing. */
type Editing = number | 'new' | null;

/** The default route as a line from what comes in to its targets, and the editor of the target that was chosen. */
export function RouteLane({ targets, providers, requestsToday, passing, onChange }: RouteLaneProps) {
  const [chosen, setChosen] = useState<Editing>(0);
  const lane = useRef<HTMLOListElement>(null);
  // A route without a target asks for its first one; a target that is gone is no longer edited.
  const editing: Editing = targets.length === 0 ? 'new' : typeof chosen === 'number' && chosen >= targets.length ? null : chosen;

  const focusTarget = (index: number) => lane.current?.querySelectorAll('button')[index]?.focus();
  const move = (index: number, step: -1 | 1) => {
    const to = Math.min(Math.max(index + step, 0), targets.length - 1);
    onChange(moveTarget(targets, index, step));
    if (editing === index) setChosen(to);
    return to;
  };
  const remove = (index: number) => {
    onChange(removeTarget(targets, index));
    setChosen(null);
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : null;
    // The moved target keeps the focus, so its new place must be drawn first.
    if (step !== null && event.altKey) focusTarget(flushSync(() => move(index, step)));
    else if (step !== null) focusTarget(index + step);
    else if (event.key === 'Delete') remove(index);
    else if (event.key === 'Escape') setChosen(null);
    else return;
    event.preventDefault();
  };

  return (
    <section className={clsx(styles.lane, editing !== null && styles.laneOpen)} aria-label="Route default">
      <div className={styles.track}>
        <svg className={styles.points} width="52" height="60" fill="none" aria-hidden="true">
          <path d="M8 0v14" stroke="var(--rail)" strokeWidth="2.5" />
          <path d="M8 14l16 16h28" stroke="var(--route-default)" strokeWidth="2" />
        </svg>
        <div className={styles.name}>
          <RouteGlyph route="default" size={12} />
          <span className={styles.title}>default</span>
          <span className={styles.count}>{passing > 0 && `${passing} passing`}</span>
          <span className={styles.what}>
            everything else{requestsToday !== null && `, ${countOf(requestsToday, 'request')} today`}
          </span>
        </div>
        <ol ref={lane} className={styles.targets}>
          {targets.map((target, index) => (
            <li key={target} className={clsx(styles.stop, index > 0 && styles.fallback)}>
              <button
                type="button"
                className={clsx(styles.target, index === 0 && styles.first, editing === index && styles.open)}
                aria-expanded={editing === index}
                title={`${target}. Alt+arrows move it, Delete removes it.`}
                onClick={() => setChosen(editing === index ? null : index)}
                onKeyDown={(event) => onKeyDown(event, index)}
              >
                <span className={styles.ordinal}>{index + 1}</span>
                <MiddleCut text={splitTarget(target).model} />
                <span className={styles.provider}>{splitTarget(target).providerId}</span>
              </button>
            </li>
          ))}
          <li className={clsx(styles.stop, styles.openEnd)}>
            <button
              type="button"
              className={clsx(styles.target, styles.add, editing === 'new' && styles.open)}
              aria-label="Add a target"
              aria-expanded={editing === 'new'}
              onClick={() => setChosen(editing === 'new' ? null : 'new')}
            >
              <Plus size={12} />
              {targets.length === 0 && 'Add a target'}
            </button>
          </li>
        </ol>
      </div>
      {editing === 'new' && (
        <div className={styles.editor}>
          <TargetPicker
            targets={targets}
            providers={providers}
            label={targets.length === 0 ? 'The model that answers' : 'The fallback, asked when those before it fail'}
            onPick={(target) => {
              onChange([...targets, target]);
              setChosen(null);
            }}
          />
        </div>
      )}
      {typeof editing === 'number' && (
        <div className={styles.editor}>
          <TargetEditor
            targets={targets}
            index={editing}
            providers={providers}
            onMove={(step) => move(editing, step)}
            onRemove={() => remove(editing)}
            onReplace={(target) => onChange(targets.with(editing, target))}
          />
        </div>
      )}
    </section>
  );
}

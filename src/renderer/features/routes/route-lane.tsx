import { useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import clsx from 'clsx';
import { Plus } from 'lucide-react';
import { findBreakers, type BreakerSummary } from '../../../shared/model/breaker-summary';
import type { Pin } from '../../../shared/model/pin';
import type { ProviderSummary } from '../../../shared/model/provider';
import type { RouteSummary } from '../../../shared/model/route-summary';
import { PinLine } from '../../ui/pin-line';
import { RouteName } from '../../ui/route-glyph';
import { routeColor } from '../../ui/route-order';
import { describeRoute, describeShare } from './describe-strategy';
import { moveTarget, removeTarget } from './edit-targets';
import { LaneName } from './lane-name';
import { LaneTarget } from './lane-target';
import { TargetEditor } from './target-editor';
import { TargetPicker } from './target-picker';
import styles from './route-lane.module.css';

interface RouteLaneProps {
  route: RouteSummary;
  providers: readonly ProviderSummary[];
  /** Where the route goes for a while. */
  pin: Pin | null;
  /** Those that rest now. */
  breakers: readonly BreakerSummary[];
  /** Epoch ms. */
  now: number;
  /** Null while the ledger has not been read. */
  requestsToday: number | null;
  passing: number;
  onChange(targets: string[]): void;
  onTakeBack(pin: Pin): void;
  onForget(breaker: BreakerSummary): void;
}

/** What is being edited: a target by its place, a new one, or nothing. */
type Editing = number | 'new' | null;

/** A route as a line from what comes in to its targets, and the editor of the target that was chosen. */
export function RouteLane({ route, providers, breakers, pin, now, onChange, onTakeBack, onForget, ...counts }: RouteLaneProps) {
  const { scenario, sentTo } = route;
  const names = route.targets.map(({ target }) => target);
  const [chosen, setChosen] = useState<Editing>(scenario === 'default' ? 0 : null);
  const lane = useRef<HTMLOListElement>(null);
  // A route without a target asks for its first one; a target that is gone is no longer edited.
  const editing: Editing = names.length === 0 ? 'new' : typeof chosen === 'number' && chosen >= names.length ? null : chosen;

  const focusTarget = (index: number) => lane.current?.querySelectorAll('button')[index]?.focus();
  const move = (index: number, step: -1 | 1) => {
    const to = Math.min(Math.max(index + step, 0), names.length - 1);
    onChange(moveTarget(names, index, step));
    if (editing === index) setChosen(to);
    return to;
  };
  const remove = (index: number) => {
    onChange(removeTarget(names, index));
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
  const notes = sentTo === null ? describeRoute(route) : [];

  return (
    <section
      className={clsx(styles.lane, editing !== null && sentTo === null && styles.laneOpen)}
      style={{ '--route': routeColor(scenario) } as CSSProperties}
      aria-label={`Route ${scenario}`}
    >
      <div className={styles.track}>
        <svg className={styles.points} width="52" height="60" fill="none" aria-hidden="true">
          <path d="M8 0v14" stroke="var(--rail)" strokeWidth="2.5" />
          <path d="M8 14l16 16h28" stroke="var(--route)" strokeWidth="2" />
        </svg>
        <LaneName scenario={scenario} {...counts} />
        <ol ref={lane} className={styles.targets}>
          {sentTo !== null && (
            <li className={styles.stop}>
              <span className={styles.sent}>
                is sent to the route <RouteName route={sentTo} strong />
              </span>
            </li>
          )}
          {sentTo === null &&
            route.targets.map((target, index) => (
              <li key={target.target} className={clsx(styles.stop, index > 0 && styles.fallback)}>
                <LaneTarget
                  target={target.target}
                  place={index + 1}
                  share={describeShare(target, route.targets)}
                  rests={findBreakers(breakers, target.target)}
                  open={editing === index}
                  onToggle={() => setChosen(editing === index ? null : index)}
                  onKeyDown={(event) => onKeyDown(event, index)}
                />
              </li>
            ))}
          {sentTo === null && (
            <li className={clsx(styles.stop, styles.openEnd)}>
              <button
                type="button"
                className={clsx(styles.target, styles.add, editing === 'new' && styles.open)}
                aria-label="Add a target"
                aria-expanded={editing === 'new'}
                onClick={() => setChosen(editing === 'new' ? null : 'new')}
              >
                <Plus size={12} />
                {names.length === 0 && 'Add a target'}
              </button>
            </li>
          )}
        </ol>
      </div>
      {(notes.length > 0 || pin !== null) && (
        <div className={styles.notes}>
          {pin && <PinLine pin={pin} who="This route" now={now} onTakeBack={() => onTakeBack(pin)} />}
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
      {sentTo === null && editing === 'new' && (
        <div className={styles.editor}>
          <TargetPicker
            targets={names}
            providers={providers}
            label={names.length === 0 ? 'The model that answers' : 'The fallback, asked when those before it fail'}
            onPick={(target) => {
              onChange([...names, target]);
              setChosen(null);
            }}
          />
        </div>
      )}
      {sentTo === null && typeof editing === 'number' && (
        <div className={styles.editor}>
          <TargetEditor
            targets={names}
            index={editing}
            ordered={route.strategy === 'ordered'}
            providers={providers}
            breakers={findBreakers(breakers, names[editing] ?? '')}
            onForget={onForget}
            onMove={(step) => move(editing, step)}
            onRemove={() => remove(editing)}
            onReplace={(target) => onChange(names.with(editing, target))}
          />
        </div>
      )}
    </section>
  );
}

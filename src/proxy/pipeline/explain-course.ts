import { labelKey } from '../../shared/config/key-id';
import { explainObstacle } from '../budgets';
import type { UpstreamError } from '../errors/upstream-error';
import { explainKeyFailure } from '../failures/explain-key-failure';
import type { Standing } from './course-standing';
import type { Recorder } from './record';

/** What failed last, and whether its key alone was to blame. */
export interface LastFailure {
  standing: Standing;
  error: UpstreamError;
  ofKey: boolean;
}

/** Tells the recorder, in sentences, why a target or a key was passed over or chosen. */
export interface CourseReasons {
  /** Of those that the choice went past: on the first round what stands before it in the route, afterwards all. Each is told once. */
  passedOver(standings: readonly Standing[], chosen: Standing | null, time: number): void;
  /** `last` is null before the first attempt; `waitMs` goes before a target that is asked again. */
  chosen(standings: readonly Standing[], chosen: Standing, last: LastFailure | null, waitMs: number, time: number): void;
}

export function createCourseReasons(recorder: Pick<Recorder, 'addReason'>): CourseReasons {
  /** Of whom it has been said that they are passed over. */
  const told = new Set<string>();

  return {
    passedOver(standings, chosen, time) {
      for (const standing of standings) {
        if (standing === chosen && !standing.asked) return;
        if (standing.asked || standing.held) continue;
        const obstacle = explainStanding(standing, time);
        if (obstacle === null || told.has(obstacle.who)) continue;
        told.add(obstacle.who);
        recorder.addReason(`${obstacle.who} was ${obstacle.what}: ${obstacle.why}.`);
      }
    },
    chosen(standings, { name, target, routed, breaker, asked, openUntil }, last, waitMs, time) {
      const key = `key ${labelKey(target.key.id)}`;
      if (asked) {
        recorder.addReason(`${last?.error.message} So ${name} was asked again after ${(waitMs / 1000).toFixed(1)} s.`);
      } else if (last !== null && last.ofKey && last.standing.routed === routed) {
        const failed = `Key ${labelKey(last.standing.target.key.id)} of ${target.provider.name}`;
        recorder.addReason(`${failed} ${explainKeyFailure(last.error)}, so ${key} took over.`);
      } else if (last !== null) {
        recorder.addReason(`${last.error.message} So ${name} took over.`);
      } else if (openUntil > 0) {
        const { who, why } = breaker.explain(time);
        recorder.addReason(`${who} ${why}, but no other target is free.`);
      } else if (told.size > 0) {
        const standsIn = standings.find((standing) => standing.routed === routed)?.target !== target;
        recorder.addReason(`So ${standsIn ? key : name} took over.`);
      }
    },
  };
}

/** What keeps a target from being asked now; null for nothing. What a budget says comes first: it holds whether the target rests or not. */
function explainStanding({ name, breaker, openUntil, budgets, refused, spared }: Standing, time: number) {
  const refusedBy = budgets?.refusedBy ?? null;
  if (refused && refusedBy !== null) return { who: name, what: 'refused', why: explainObstacle(refusedBy, true) };
  const [sparedBy] = budgets?.sparedBy ?? [];
  if (spared && sparedBy !== undefined) return { who: name, what: 'passed over', why: explainObstacle(sparedBy, false) };
  if (openUntil === 0) return null;
  const { who, why } = breaker.explain(time);
  return { who, what: 'passed over', why: `it ${why}` };
}

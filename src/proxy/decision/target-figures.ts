import { LRUCache } from 'lru-cache';
import type { Scenario } from '../../shared/model/scenario';

/** After this long, in ms, a measured time says nothing: the target is asked again to have a new one. */
const LATELY_MS = 30 * 60_000;

/** How much a new figure counts against those before it. */
const WEIGHT = 0.3;

/** What an answer has where nothing is known yet, in tokens. */
const USUAL_ANSWER = 800;

/** What targets did of late, in memory only: for the strategies fastest and cheapest. */
export interface TargetFigures {
  /** Time to the first token in ms; null where none was measured lately. */
  firstTokenMs(target: string, now: number): number | null;
  /** What an answer to a request of this scenario usually has, in tokens. */
  answerTokens(scenario: Scenario): number;
  learnSpeed(target: string, firstTokenMs: number, now: number): void;
  learnAnswer(scenario: Scenario, tokens: number): void;
}

export function createTargetFigures(): TargetFigures {
  const speeds = new LRUCache<string, { ms: number; at: number }>({ max: 500 });
  const answers = new Map<Scenario, number>();
  return {
    firstTokenMs(target, now) {
      const speed = speeds.get(target);
      return speed === undefined || now - speed.at > LATELY_MS ? null : speed.ms;
    },
    answerTokens: (scenario) => answers.get(scenario) ?? USUAL_ANSWER,
    learnSpeed(target, ms, now) {
      const before = speeds.get(target);
      const isLate = before === undefined || now - before.at > LATELY_MS;
      speeds.set(target, { ms: isLate ? ms : mean(before.ms, ms), at: now });
    },
    learnAnswer(scenario, tokens) {
      const before = answers.get(scenario);
      answers.set(scenario, before === undefined ? tokens : mean(before, tokens));
    },
  };
}

function mean(before: number, next: number): number {
  return before + (next - before) * WEIGHT;
}

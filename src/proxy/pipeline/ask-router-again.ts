import type { RouteError } from '../custom-router';
import { nameTarget, refusal } from '../decision/find-target';
import { overridesOf, tellAdvice } from '../decision/follow-advice';
import type { UpstreamError } from '../errors/upstream-error';
import { followRoute, type TargetConfig } from '../../shared/config/route-config';
import { endSentence } from '../../shared/end-sentence';
import { consultRouter, type RouterTools } from './consult-router';
import type { Target } from './exchange';
import type { Recorder } from './record';
import type { Routed } from './routed';

/** After more failed attempts than this the router is asked no more: it might name new targets without an end. */
const MOST_QUESTIONS = 5;

/** What failed, and how many attempts have by now. */
export interface FailedAttempt {
  target: Target;
  error: UpstreamError;
  count: number;
}

/**
 * The targets that the user's own router wants asked next, after an attempt has failed; none where there is no router or it says nothing. Throws a
 * refusal where it blocks the request.
 */
export async function askRouterAgain(
  routed: Routed,
  { target, error, count }: FailedAttempt,
  recorder: Pick<Recorder, 'addReason'>,
  tools: RouterTools,
): Promise<Target[]> {
  if (count > MOST_QUESTIONS) return [];
  const { upstreamStatus: status, retryAfterMs, message } = error;
  const failure: RouteError = { status, message, retryAfterMs, target: nameTarget(target), attempt: count };
  const advice = await consultRouter(routed, failure, tools);
  if (advice === undefined || advice === null) return [];
  switch (advice.kind) {
    case 'fault':
      recorder.addReason(`The custom router failed and was ignored: ${endSentence(advice.message)}`);
      return [];
    case 'block':
      throw refusal(advice.message);
    default: {
      recorder.addReason(tellAdvice(advice));
      const wanted: TargetConfig[] =
        advice.kind === 'target'
          ? [{ target: advice.target }]
          : (followRoute(routed.settings.source.config.routes, advice.route)?.targets ?? []);
      return wanted.map((config) => routed.resolveTarget({ ...config, ...overridesOf(advice) }));
    }
  }
}

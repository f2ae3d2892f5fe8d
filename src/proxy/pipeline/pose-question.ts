import type { Question } from '../decision/deliberation';
import { summarise } from '../decision/summarise';
import type { Received } from './exchange';
import type { PipelineTools } from './pipeline-tools';

export type QuestionTools = Pick<PipelineTools, 'ports' | 'sessions' | 'figures' | 'situation'>;

/** All that the decision on a request depends on. */
export function poseQuestion(received: Received, tools: QuestionTools): Question {
  const { id, settings } = received;
  return {
    settings,
    summary: summarise(received, tools.sessions.last(received)),
    situation: tools.situation(),
    now: tools.ports.now(),
    seed: id,
    advice: null,
    figures: tools.figures,
  };
}

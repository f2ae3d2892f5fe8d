import type { Question } from '../decision/deliberation';
import { summarise } from '../decision/summarise';
import { consultRouter, type RouterTools } from './consult-router';
import type { Received } from './exchange';
import type { PipelineTools } from './pipeline-tools';

export type QuestionTools = Pick<PipelineTools, 'sessions' | 'figures' | 'situation'> & RouterTools;

/** All that the decision on a request depends on, the word of the user's own router with it. */
export async function poseQuestion(received: Received, tools: QuestionTools): Promise<Question> {
  const { id, settings, body } = received;
  const { sessions } = tools;
  const read = summarise(received, sessions.last(received));
  const summary = { ...read, folder: sessions.folder(read.sessionId, read.folder) };
  return completeQuestion({ settings, summary, body, seed: id }, tools);
}

/** The same for a request of which there is only a summary; its body is what the router sees. */
export async function completeQuestion(
  known: Pick<Question, 'settings' | 'summary' | 'seed'> & { body: Uint8Array },
  tools: Omit<QuestionTools, 'sessions'>,
): Promise<Question> {
  const { body, ...rest } = known;
  return {
    ...rest,
    situation: tools.situation(),
    now: tools.ports.now(),
    advice: await consultRouter({ ...rest, body }, null, tools),
    figures: tools.figures,
  };
}

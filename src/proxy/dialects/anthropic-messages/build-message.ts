import type { AnswerLabels } from '../dialect';

/** What is the same in every Messages answer, streamed or whole: `req_abc` gives `msg_abc`. */
export function buildMessage({ requestId, model }: AnswerLabels): Record<string, unknown> {
  return {
    id: requestId.replace(/^req_/, 'msg_'),
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    container: null,
  };
}

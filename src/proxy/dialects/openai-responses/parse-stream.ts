import type { UpstreamEvent } from '../../canonical/response';
import type { StreamFrame, StreamParser } from '../dialect';
import { createAnswerReader, type AnswerReader } from './read-answer';
import { readFailure } from './read-outcome';
import { isWire, numberOf, parseJson, stringOf, type Wire } from './read-value';

/**
 * Reads a Responses stream (docs/sources.md, Responses API). Only a response.completed, .incomplete or .failed ends it: a
 * `[DONE]` without one is a stream that was cut.
 */
export function createStreamParser(): StreamParser {
  const answer = createAnswerReader();
  let over = false;

  return {
    push(frame: StreamFrame): UpstreamEvent[] {
      if (over || frame.data === '[DONE]') return [];
      const event = parseJson(frame.data);
      if (!isWire(event)) return [{ type: 'failure', message: 'it sent a piece of the stream that is no JSON object' }];
      const type = stringOf(event.type) || frame.event;
      switch (type) {
        case 'response.completed':
        case 'response.incomplete':
        case 'response.failed':
        case 'response.cancelled': {
          over = true;
          const response = isWire(event.response) ? event.response : {};
          const told = type.slice('response.'.length);
          // vLLM says response.completed of an answer that ran out of tokens too; its status tells (vllm-project/vllm#45386).
          const status = told === 'completed' ? stringOf(response.status) || told : told;
          const events = answer.finish({ ...response, status });
          return events.some((one) => one.type === 'failure') ? events : [...events, { type: 'end' }];
        }
        case 'error':
          over = true;
          return [readFailure(event)];
        default:
          // OpenRouter and others answer 200 and send a bare error as data (pitfall 56).
          if (isWire(event.error)) return [readFailure(event)];
          return readEvent(answer, type, event);
      }
    },
  };
}

function readEvent(answer: AnswerReader, type: string | undefined, event: Wire): UpstreamEvent[] {
  const item = isWire(event.item) ? event.item : {};
  const part = numberOf(event.content_index) ?? 0;
  const summary = numberOf(event.summary_index) ?? 0;
  const delta = stringOf(event.delta);
  switch (type) {
    case 'response.output_item.added':
      return answer.open(event, item);
    case 'response.output_item.done':
      return answer.close(event, item);
    case 'response.output_text.delta':
      return answer.piece(event, 'text', part, delta);
    case 'response.output_text.done':
      return answer.whole(event, 'text', part, stringOf(event.text));
    case 'response.output_text.annotation.added':
      answer.cite(event.annotation);
      return [];
    case 'response.refusal.delta':
      return answer.piece(event, 'refusal', part, delta);
    case 'response.refusal.done':
      return answer.whole(event, 'refusal', part, stringOf(event.refusal));
    case 'response.reasoning_summary_text.delta':
      return answer.piece(event, 'summary', summary, delta);
    case 'response.reasoning_summary_text.done':
      return answer.whole(event, 'summary', summary, stringOf(event.text));
    case 'response.reasoning_text.delta':
      return answer.piece(event, 'reasoning', part, delta);
    case 'response.reasoning_text.done':
      return answer.whole(event, 'reasoning', part, stringOf(event.text));
    case 'response.function_call_arguments.delta':
      return answer.piece(event, 'arguments', 0, delta);
    case 'response.function_call_arguments.done':
      return answer.whole(event, 'arguments', 0, stringOf(event.arguments));
    default:
      return [];
  }
}

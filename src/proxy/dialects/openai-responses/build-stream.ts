import type { AnswerLabels, StreamBuilder } from '../dialect';
import { buildResponseObject } from './build-response-object';
import { openaiErrorOf } from '../openai-error';
import type { ItemEvent } from './item-writer';
import { createOutputWriter } from './output-writer';

/** A Responses stream (docs/sources.md, Responses API): every event has a name, its type and a number that counts up. */
export function createStreamBuilder(labels: AnswerLabels): StreamBuilder {
  const writer = createOutputWriter(labels);
  let sequence = 0;

  function record({ type, ...fields }: ItemEvent): string {
    const data = { type, sequence_number: sequence++, ...fields };
    return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
  }

  return {
    start() {
      const response = buildResponseObject(labels, { output: [], stopReason: null, usage: null });
      return record({ type: 'response.created', response }) + record({ type: 'response.in_progress', response });
    },
    block: (event) => writer.block(event).map(record).join(''),
    end(usage) {
      const rest = writer.finish().map(record).join('');
      const response = buildResponseObject(labels, { output: writer.output(), stopReason: writer.stopReason(), usage });
      return rest + record({ type: response.status === 'completed' ? 'response.completed' : 'response.incomplete', response });
    },
    /** A comment: the dialect has no event that says nothing, and older SDKs throw on one that they do not know. */
    ping: () => ': ping\n\n',
    /**
     * Both ways in which a stream can fail: the official SDKs throw on what is within `error` (Menci/Floway#330), Codex
     * ignores that event and acts on the code in response.failed (router-for-me/CLIProxyAPI#4683).
     */
    error(errorType, message) {
      const { type, code } = openaiErrorOf(errorType);
      const error = { code: code ?? type, message };
      const response = buildResponseObject(labels, { output: writer.output(), stopReason: null, usage: null, error });
      return (
        record({ type: 'error', code, message, param: null, error: { type, code, message, param: null } }) +
        record({ type: 'response.failed', response })
      );
    },
  };
}

import type { Quirks } from '../../../shared/model/quirks';
import type { UpstreamEvent } from '../../canonical/response';
import { convertUsage, mergeUsage } from './convert-usage';
import { mapStopReason } from './map-stop-reason';
import { createCitationReader } from './read-citations';
import { readFailure } from './read-failure';
import { createProseReader } from './read-prose';
import { createToolCallReader } from './read-tool-calls';
import { toObject, toObjects, toText, type WireObject } from './wire';

/** Reads one answer, whole or chunk by chunk: both go by the same ways. */
export interface AnswerReader {
  read(body: WireObject): UpstreamEvent[];
  /** Lets out what is held back, where no finish reason has done so. */
  finish(): UpstreamEvent[];
}

export interface AnswerReaderOptions {
  quirks: Pick<Quirks, 'thinkTags' | 'reasoningReplay'>;
  isStream: boolean;
}

export function createAnswerReader({ quirks, isStream }: AnswerReaderOptions): AnswerReader {
  let answerId = '';
  let usage: WireObject = {};
  let serviceTier: unknown = null;
  const prose = createProseReader(quirks);
  const tools = createToolCallReader({ keepsExtraContent: quirks.reasoningReplay !== 'none', answerId: () => answerId });
  const citations = createCitationReader();

  /** Text that was held back comes before the call that follows it. */
  const withTools = (events: UpstreamEvent[]): UpstreamEvent[] => (events.length > 0 ? [...prose.flush(), ...events] : []);

  function readPiece(fields: WireObject): UpstreamEvent[] {
    citations.read(fields.annotations);
    return [...prose.readPiece(fields), ...withTools(tools.readPieces(toObjects(fields.tool_calls)))];
  }

  function readWhole(fields: WireObject): UpstreamEvent[] {
    citations.read(fields.annotations);
    return [...prose.readWhole(fields), ...withTools(tools.readWhole(toObjects(fields.tool_calls)))];
  }

  /** Some servers call the delta `message`; others send the whole message once more with the finish reason. */
  function readMessage({ delta, message }: WireObject, finishReason: string): UpstreamEvent[] {
    const piece = toObject(delta);
    const whole = toObject(message);
    const isPiece = isStream && piece === null && finishReason === '';
    return [
      ...(piece === null ? [] : readPiece(piece)),
      ...(whole === null ? [] : isPiece ? readPiece(whole) : readWhole(whole)),
    ];
  }

  /** Beside the choices, in one (Moonshot), or under a name of its own (Groq). The last figures count, so each is told. */
  function readUsage(body: WireObject, choice: WireObject): UpstreamEvent[] {
    const found = toObject(body.usage) ?? toObject(toObject(body.x_groq)?.usage) ?? toObject(choice.usage);
    if (found === null) return [];
    usage = mergeUsage(usage, found);
    const report = convertUsage(usage, serviceTier);
    const known = report.usage.input !== null || report.usage.output !== null || report.faults !== undefined;
    return known ? [{ type: 'usage', ...report }] : [];
  }

  function stop(finishReason: string): UpstreamEvent[] {
    if (finishReason === '') return [];
    const reason = mapStopReason(finishReason);
    if (reason === null) return [{ type: 'failure', message: `it stopped with "${finishReason}"` }];
    return [...finish(), { type: 'stop', reason: prose.refused() && reason === 'end_turn' ? 'refusal' : reason }];
  }

  function finish(): UpstreamEvent[] {
    return [...prose.flush(), ...tools.finish(), ...citations.flush()];
  }

  return {
    read(body) {
      const failure = readFailure(body);
      if (failure !== null) return [failure];
      answerId ||= toText(body.id);
      serviceTier = body.service_tier ?? serviceTier;
      citations.read(body.web_search);
      const choice = toObjects(body.choices)[0] ?? {};
      const finishReason = toText(choice.finish_reason);
      return [...readMessage(choice, finishReason), ...readUsage(body, choice), ...stop(finishReason)];
    },
    finish,
  };
}

import type { ChatRequest, ToolCall } from './chat-request';
import { chooseToolCall } from './choose-tool-call';
import { composeAnswer } from './compose-answer';
import { type PromptCount, type SimulatedUsage, buildUsage, countTokens } from './count-usage';
import type { SimulatorModel } from './models';
import { readTurn } from './read-turn';
import { createSeededRandom } from './seeded-random';

/** A whole answer, before it is written out in one piece or in chunks. */
export interface Reply {
  id: string;
  model: string;
  /** The answer's text in the pieces in which it streams; empty when it is a tool call. */
  pieces: string[];
  toolCall: ToolCall | null;
  finishReason: 'stop' | 'length' | 'tool_calls';
  usage: SimulatedUsage;
  /** Milliseconds to wait: before the first piece, then before each further one. */
  firstTokenMs: number;
  betweenChunksMs: number[];
}

/** Decides the whole answer to a request. The same request always gets the same one, delays included. */
export function generateReply(request: ChatRequest, model: SimulatorModel, prompt: PromptCount): Reply {
  const random = createSeededRandom(JSON.stringify([request.model, request.messages, request.tools, request.response_format]));
  const turn = readTurn(request);
  const chosen = chooseToolCall(request, turn);
  const toolCall: ToolCall | null = chosen && {
    id: `call_${random.letters(24)}`,
    type: 'function',
    function: { name: chosen.name, arguments: JSON.stringify(chosen.arguments) },
  };
  const limited = toolCall ? null : limitText(composeAnswer(request, turn, model, random), request);
  const pieces = limited ? splitText(limited.text, () => random.between(1, 4)) : [];
  const waits = Math.max(pieces.length, toolCall ? 3 : 1);
  return {
    id: `chatcmpl-${random.letters(24)}`,
    model: model.id,
    pieces,
    toolCall,
    finishReason: toolCall ? 'tool_calls' : (limited?.finishReason ?? 'stop'),
    usage: buildUsage(prompt, limited?.text ?? toolCall?.function.arguments ?? '', model),
    firstTokenMs: random.between(...model.firstTokenMs),
    betweenChunksMs: Array.from({ length: waits }, () => random.between(...model.betweenChunksMs)),
  };
}

/** Cuts a text where the request's token limit or one of its stop sequences ends it. */
function limitText(text: string, request: ChatRequest): { text: string; finishReason: 'stop' | 'length' } {
  const stops = [request.stop ?? []].flat().filter((stop) => stop !== '');
  const ends = stops.map((stop) => text.indexOf(stop)).filter((end) => end >= 0);
  const stopped = text.slice(0, Math.min(text.length, ...ends));
  const most = request.max_completion_tokens ?? request.max_tokens ?? Infinity;
  if (countTokens(stopped) <= most) return { text: stopped, finishReason: 'stop' };
  return { text: stopped.slice(0, most * 4), finishReason: 'length' };
}

/** Pieces of a few words each; put together they are the text again. */
function splitText(text: string, wordsInNext: () => number): string[] {
  const words = text.match(/\s*\S+|\s+$/g) ?? [];
  const pieces: string[] = [];
  for (let index = 0; index < words.length;) {
    const count = wordsInNext();
    pieces.push(words.slice(index, index + count).join(''));
    index += count;
  }
  return pieces;
}

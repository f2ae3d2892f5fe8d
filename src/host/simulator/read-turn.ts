import { type ChatRequest, type ToolCall, textOf } from './chat-request';

/** What the latest turn asks: all that the answer depends on. */
export interface Turn {
  /** What the user wrote last, without the notes that clients put into the message. */
  userText: string;
  /** Its first sentence, at most 80 characters, for quoting. */
  topic: string;
  /** Calls that this turn brings the results of, oldest first. */
  results: { call: ToolCall; text: string }[];
  /** The folder the client works in, where the messages name it. */
  workingFolder: string | null;
}

/** Reads the turn after the last assistant message, and the last user text before it if the turn holds none. */
export function readTurn(request: ChatRequest): Turn {
  const { messages } = request;
  const lastAssistant = messages.findLastIndex((message) => message.role === 'assistant');
  const calls = messages.flatMap((message) => (message.role === 'assistant' ? (message.tool_calls ?? []) : []));
  const results = messages.slice(lastAssistant + 1).flatMap((message) => {
    if (message.role !== 'tool') return [];
    const call = calls.findLast((candidate) => candidate.id === message.tool_call_id);
    return call ? [{ call, text: textOf(message).trim() }] : [];
  });
  const userTexts = messages.filter((message) => message.role === 'user').map((message) => stripNotes(textOf(message)));
  const userText = userTexts.findLast((text) => text !== '') ?? '';
  const folder = /working directory: *(\S+)/i.exec(messages.map(textOf).join('\n'))?.[1] ?? null;
  return { userText, topic: findTopic(userText), results, workingFolder: folder };
}

function stripNotes(text: string): string {
  return text.replace(/<system-reminder>[\s\S]*?<\/system-reminder>/g, '').trim();
}

function findTopic(text: string): string {
  const plain = text
    .replace(/<\/?[\w-]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const sentence = /^.*?[.?!](?= |$)/.exec(plain)?.[0] ?? plain;
  const short = sentence.length <= 80 ? sentence : sentence.slice(0, 80).replace(/\s+\S*$/, '');
  return short.replace(/[\s.?!,:;]+$/, '') || 'this';
}

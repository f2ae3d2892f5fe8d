import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Reply } from './generate-reply';

export interface WriteOptions {
  includeUsage: boolean;
  /** Aborted when the client goes away; the writing then ends at once, with the signal's reason. */
  signal: AbortSignal;
  /** The delays are multiplied by this; 0 for none. */
  pace: number;
}

/** Writes a reply as one JSON object, after the time that it would have taken to stream. */
export async function writeWhole(response: ServerResponse, reply: Reply, options: WriteOptions): Promise<void> {
  const totalMs = reply.betweenChunksMs.reduce((sum, ms) => sum + ms, reply.firstTokenMs);
  await wait(totalMs * options.pace, undefined, { signal: options.signal });
  const message = {
    role: 'assistant',
    content: reply.toolCall ? null : reply.pieces.join(''),
    ...(reply.toolCall && { tool_calls: [reply.toolCall] }),
  };
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      ...envelope(reply, 'chat.completion'),
      choices: [{ index: 0, message, finish_reason: reply.finishReason, logprobs: null }],
      usage: reply.usage,
    }),
  );
}

/** Writes a reply as server-sent events: role, pieces, finish reason, usage if asked for, `[DONE]`. */
export async function writeStream(response: ServerResponse, reply: Reply, options: WriteOptions): Promise<void> {
  const { signal, pace } = options;
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  response.flushHeaders();
  const head = envelope(reply, 'chat.completion.chunk');
  const usage = options.includeUsage ? { usage: null } : {};
  const send = async (data: string) => {
    if (!response.write(`data: ${data}\n\n`)) await once(response, 'drain', { signal });
  };
  const sendDelta = (delta: unknown, finishReason: string | null = null) =>
    send(JSON.stringify({ ...head, choices: [{ index: 0, delta, finish_reason: finishReason, logprobs: null }], ...usage }));

  await wait(reply.firstTokenMs * pace, undefined, { signal });
  await sendDelta({ role: 'assistant', content: reply.toolCall ? null : '' });
  for (const [index, delta] of listDeltas(reply).entries()) {
    if (index > 0) await wait((reply.betweenChunksMs[index] ?? 0) * pace, undefined, { signal });
    await sendDelta(delta);
  }
  await sendDelta({}, reply.finishReason);
  if (options.includeUsage) await send(JSON.stringify({ ...head, choices: [], usage: reply.usage }));
  await send('[DONE]');
  response.end();
}

/** A tool call comes as its name first, then its arguments in two parts that are not JSON by themselves. */
function listDeltas({ toolCall, pieces }: Reply): unknown[] {
  if (!toolCall) return pieces.map((content) => ({ content }));
  const { name, arguments: text } = toolCall.function;
  const half = Math.ceil(text.length / 2);
  return [
    { tool_calls: [{ index: 0, id: toolCall.id, type: 'function', function: { name, arguments: '' } }] },
    { tool_calls: [{ index: 0, function: { arguments: text.slice(0, half) } }] },
    { tool_calls: [{ index: 0, function: { arguments: text.slice(half) } }] },
  ];
}

function envelope(reply: Reply, object: string) {
  return { id: reply.id, object, created: Math.floor(Date.now() / 1000), model: reply.model };
}

import { createParser } from 'eventsource-parser';
import { AppError } from '../../shared/errors';

/** Milliseconds that a trial may take from end to end. */
const LIMIT_MS = 60_000;

const REQUEST = {
  model: 'claude-sonnet-4-5',
  max_tokens: 256,
  stream: true,
  messages: [{ role: 'user', content: 'In one sentence: what is a switchyard?' }],
};

export interface TrialReply {
  /** HTTP status of the proxy's answer. */
  status: number;
  /** The text that came, or what went wrong in the words of the answer. */
  text: string;
}

/**
 * Sends one small streaming request through the proxy over a real socket, as a client would. An error answer is a result; only a
 * proxy that can't be reached rejects, with an AppError.
 */
export async function sendTrial(connection: { address: string; token: string | null }, version: string): Promise<TrialReply> {
  try {
    const reply = await fetch(`${connection.address}/v1/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'anthropic-version': '2023-06-01',
        'user-agent': `switchyard-trial/${version}`,
        ...(connection.token !== null && { authorization: `Bearer ${connection.token}` }),
      },
      body: JSON.stringify(REQUEST),
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    const body = await reply.text();
    return { status: reply.status, text: reply.ok ? readStreamedText(body) : readError(body) };
  } catch (cause) {
    throw new AppError(
      'internal',
      `The trial request got no answer from ${connection.address}.`,
      'Check that routing is on, then send it again.',
      { cause },
    );
  }
}

interface StreamEvent {
  type?: string;
  delta?: { type?: string; text?: string };
  error?: { message?: string };
}

/** The text deltas in sequence; an error event ends the text with its message. */
function readStreamedText(body: string): string {
  let text = '';
  const parser = createParser({
    onEvent({ data }) {
      const event = parseJson(data) as StreamEvent | null;
      if (event?.delta?.type === 'text_delta') text += event.delta.text ?? '';
      if (event?.type === 'error') text += event.error?.message ?? 'The answer broke off.';
    },
  });
  parser.feed(body);
  return text;
}

function readError(body: string): string {
  const reply = parseJson(body) as StreamEvent | null;
  return reply?.error?.message ?? body.slice(0, 500);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

import { TOKEN, type App } from './launch-app';

interface RequestOptions {
  stream?: boolean;
  token?: string;
  /** Added to those of every request. */
  headers?: Record<string, string>;
  /** Laid over the body. */
  body?: Record<string, unknown>;
}

/** The body of a small Messages request; `text` is the user's message. */
export function buildBody(text: string, { stream = false, body = {} }: RequestOptions = {}): string {
  const message = { model: 'claude-sonnet-4-5', max_tokens: 256, stream, messages: [{ role: 'user', content: text }] };
  return JSON.stringify({ ...message, ...body });
}

/** Sends a small Messages request as a client would. */
export function sendRequest(app: App, text: string, more: RequestOptions = {}): Promise<Response> {
  return fetch(`${app.address}/v1/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'user-agent': 'story/1.0',
      authorization: `Bearer ${more.token ?? TOKEN}`,
      ...more.headers,
    },
    body: buildBody(text, more),
  });
}

import { TOKEN, type App } from './launch-app';

/** Sends a small Messages request as a client would. `text` is the user's message. */
export function sendRequest(app: App, text: string, more: { stream?: boolean; token?: string } = {}): Promise<Response> {
  return fetch(`${app.address}/v1/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
      'user-agent': 'story/1.0',
      authorization: `Bearer ${more.token ?? TOKEN}`,
    },
    body: JSON.stringify({
      model: 'claude-sonnet-4-5',
      max_tokens: 256,
      stream: more.stream ?? false,
      messages: [{ role: 'user', content: text }],
    }),
  });
}

import type { RouteContext, RouteResult } from 'switchyard/router';

const CLIENTS_WORK = '/home/me/clients/';

/** A client's code stays on this machine; at night, what is left goes to the cheap model. */
export function routeRequest({ request, tokenCount }: RouteContext): RouteResult {
  if (request.folder?.startsWith(CLIENTS_WORK)) {
    if (tokenCount > 100_000)
      return { block: 'This is too long for the local model. Start a new session, or work outside of clients/.' };
    return { target: 'local/qwen3-coder', reason: 'It is client work, which stays here.' };
  }
  const hour = new Date().getHours();
  const isNight = hour >= 22 || hour < 6;
  if (isNight && request.agent === null) return { target: 'deepseek/deepseek-chat', reason: 'It is night.' };
  return null;
}
